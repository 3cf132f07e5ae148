import { flushPromises } from '@vue/test-utils';
import type { InstallJob, Miner } from '../../electron/contract/values/miner.ts';
import MinersPage from '../features/miners/page.vue';
import type { FakeHandlers } from './fake-api.ts';
import { FakeApi } from './fake-api.ts';
import { anInstallJob } from './miner-samples.ts';
import type { Mounted } from './mount.ts';
import { mountPage } from './mount.ts';
import { now, someInfo } from './samples.ts';

interface MinersRig {
  readonly miners: readonly Miner[];
  readonly jobs?: readonly InstallJob[];
  readonly handlers?: FakeHandlers;
  readonly path?: string;
}

/** The page Miners on a fake rig that knows these miners. */
export async function openMinersPage({
  miners,
  jobs = [],
  handlers = {},
  path = '/miners',
}: MinersRig): Promise<Mounted & { api: FakeApi }> {
  const api = new FakeApi({
    'system.info': () => someInfo(),
    'system.sensors': () => ({}) as never,
    'system.notices': () => [],
    'coins.list': () => [],
    'pools.list': () => [],
    'miners.list': () => [...miners],
    'miners.installs': () => [...jobs],
    'miners.install': ({ minerId }) =>
      anInstallJob({ minerId, state: 'looking-up', version: null, receivedBytes: 0 }),
    'miners.cancelInstall': () => anInstallJob({ state: 'cancelled', endedAt: now }),
    ...handlers,
  });
  const mounted = await mountPage(MinersPage, api, path);
  await flushPromises();
  return { api, ...mounted };
}
