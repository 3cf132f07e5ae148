import { defineStore } from 'pinia';
import type { CallInput } from '../../../electron/contract/index.ts';
import type { PoolTest } from '../../../electron/contract/values/bridge.ts';
import { useApi } from '../../api.ts';

/** Pools as the rig finds them when it tries them out. */
export const usePoolTests = defineStore('pool-tests', () => {
  const api = useApi();
  const test = (input: CallInput<'pools.test'>): Promise<PoolTest> => api.call('pools.test', input);
  return { test };
});
