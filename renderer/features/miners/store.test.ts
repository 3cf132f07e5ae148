import { flushPromises } from '@vue/test-utils';
import { expect, it } from 'vitest';
import type { InstallJob } from '../../../electron/contract/values/miner.ts';
import { FakeApi } from '../../testing/fake-api.ts';
import {
  aCatalogueMiner,
  anInstalledMiner,
  anInstalledVersion,
  anInstallJob,
  executableSha256,
} from '../../testing/miner-samples.ts';
import { now } from '../../testing/samples.ts';
import { stage } from '../../testing/with-stores.ts';
import { useMiners } from './store.ts';

const xmrig = aCatalogueMiner();

async function open(answer: Partial<InstallJob> = { state: 'looking-up', receivedBytes: 0 }) {
  const api = new FakeApi({
    'miners.list': () => [xmrig],
    'miners.installs': () => [],
    'miners.install': () => anInstallJob(answer),
    'miners.cancelInstall': () => anInstallJob({ state: 'cancelled', endedAt: now }),
    'miners.consent': () => anInstalledMiner([anInstalledVersion({ consentedAt: now })]),
    'miners.verify': () => anInstalledMiner(),
  });
  const { use, reconnect } = stage(api);
  const store = use(useMiners);
  await flushPromises();
  const job = (): InstallJob | undefined => store.jobs.get(xmrig.id);
  return { api, store, reconnect, job };
}

it('follows an installation from the press of the button to its end', async () => {
  const { api, store, job } = await open();
  await store.install({ minerId: xmrig.id });
  expect(job()?.state).toBe('looking-up');
  api.emit('miners.install', anInstallJob());
  expect(job()?.receivedBytes).toBe(3_145_728);
  api.emit('miners.install', anInstallJob({ state: 'done', endedAt: now }));
  api.emit('miners.changed', [anInstalledMiner()]);
  expect(job()?.state).toBe('done');
  expect(store.miners[0]?.version).toBe('6.23.0');
});

it('does not let the answer of the call take the place of what was announced since', async () => {
  const { api, store, job } = await open();
  const answered = store.install({ minerId: xmrig.id });
  api.emit('miners.install', anInstallJob({ state: 'failed', endedAt: now }));
  await answered;
  expect(job()?.state).toBe('failed');
});

it('takes the next installation for what it is, though the one before had come further', async () => {
  const { api, store, job } = await open({ state: 'looking-up', startedAt: now + 1 });
  api.emit('miners.install', anInstallJob({ state: 'failed', endedAt: now }));
  await store.install({ minerId: xmrig.id });
  expect(job()?.state).toBe('looking-up');
});

it('asks for the same again where a person retries', async () => {
  const { api, store } = await open();
  const request = { minerId: xmrig.id, version: '6.22.0', mirror: 'http://mirror.example/' };
  await store.install(request);
  await store.retry(xmrig.id);
  expect(api.inputsOf('miners.install')).toEqual([request, request]);
});

it.each([
  ['the version that it came to', '6.22.0', { minerId: 'xmrig', version: '6.22.0' }],
  ['the latest where it came to none', null, { minerId: 'xmrig' }],
])('asks where somebody else had asked before for %s', async (_, version, request) => {
  const { api, store } = await open();
  api.emit('miners.install', anInstallJob({ state: 'failed', version }));
  await store.retry(xmrig.id);
  expect(api.inputsOf('miners.install')).toEqual([request]);
});

it('remembers which end of an installation was read, not those of later ones', async () => {
  const { store } = await open();
  store.dismiss(anInstallJob({ state: 'failed', startedAt: now }));
  expect(store.dismissed.get(xmrig.id)).toBe(now);
});

it('shows what a call changed without waiting for the announcement', async () => {
  const { store } = await open();
  await store.consent({ minerId: xmrig.id, version: '6.23.0', executableSha256 });
  expect(store.miners[0]?.versions[0]?.consentedAt).toBe(now);
});

it('asks anew after the connection was lost', async () => {
  const { api, reconnect } = await open();
  reconnect();
  await flushPromises();
  expect(api.inputsOf('miners.list')).toHaveLength(2);
  expect(api.inputsOf('miners.installs')).toHaveLength(2);
});
