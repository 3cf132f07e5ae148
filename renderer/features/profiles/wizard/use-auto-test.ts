import { useDebounceFn } from '@vueuse/core';
import { computed, watch } from 'vue';
import type { ComputedRef } from 'vue';
import type { PoolToTest, PoolTrialState } from '../../coins/use-pool-test.ts';
import { usePoolTest } from '../../coins/use-pool-test.ts';

export interface AutoTest extends PoolTrialState {
  /** Whether the pool can be tried out at all. */
  readonly possible: ComputedRef<boolean>;
}

/** What is still being typed would only be refused by the pool. */
const quietMs = 500;

const nothing: PoolToTest = { url: '', dialect: 'stratum1', user: '', password: '' };

/**
 * Tries a pool out by itself as soon as there is what it has to be told.
 *
 * @param pool   null: it cannot be tried out from here
 * @param ready  whether everything the pool wants to know is there
 */
export function useAutoTest(pool: () => PoolToTest | null, ready: () => boolean): AutoTest {
  const trial = usePoolTest(() => pool() ?? nothing);
  const possible = computed(() => pool() !== null);
  let current = 0;

  const begin = useDebounceFn(async (mine: number) => {
    if (mine === current && pool() !== null && ready()) await trial.test();
  }, quietMs);

  watch(
    () => JSON.stringify([pool(), ready()]),
    () => {
      current += 1;
      if (pool() !== null && ready()) void begin(current);
    },
    { immediate: true },
  );
  return { ...trial, possible };
}
