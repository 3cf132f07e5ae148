import { describe, expect, it } from 'vitest';
import { EventHub } from '../../base/event-hub.ts';
import { InstallJob } from '../../contract/values/miner.ts';
import { NotInstallingError } from '../../features/miners/install/version-errors.ts';
import { checkedApi } from '../../testing/command-rig.ts';
import { until } from '../../testing/until.ts';
import { followInstall } from './follow-install.ts';

const job = (fields: Partial<InstallJob> = {}): InstallJob =>
  InstallJob.parse({
    minerId: 'xmrig',
    state: 'looking-up',
    version: null,
    asset: null,
    receivedBytes: 0,
    totalBytes: null,
    bytesPerSecond: null,
    attempt: 1,
    startedAt: 5,
    endedAt: null,
    verification: null,
    problem: null,
    ...fields,
  });
const done = job({ state: 'done', endedAt: 9 });
const cancelled = job({ state: 'cancelled', endedAt: 9 });

/** A service whose installation goes as a test says. */
function service() {
  const hub = new EventHub((error) => {
    throw error;
  });
  const abort = new AbortController();
  const told: string[] = [];
  const state = { jobs: [job()], cancel: () => cancelled };
  const api = checkedApi(
    { 'miners.installs': () => state.jobs, 'miners.cancelInstall': () => state.cancel() },
    hub,
  );
  const { signal } = abort;
  const tell = (seen: InstallJob): void => void told.push(seen.state);
  const followed = followInstall(api, job(), { tell, signal });
  return { state, told, followed, cancel: () => abort.abort(), hub };
}

describe('following an installation', () => {
  it('tells its steps in order, whatever overtakes what', async () => {
    const { hub, told, followed } = service();
    const { publish } = hub;
    publish('miners.install', job({ state: 'downloading' }));
    publish('miners.install', job({ state: 'looking-up' }));
    publish('miners.install', job({ state: 'unpacking', startedAt: 4 }));
    publish('miners.install', { ...done, minerId: 't-rex' as never });
    publish('miners.install', done);
    publish('miners.install', job({ state: 'verifying' }));
    expect(await followed).toEqual(done);
    expect(told).toEqual(['looking-up', 'downloading', 'done']);
    expect(hub.has('miners.install')).toBe(false);
  });

  it('sees the end where no event comes', async () => {
    const { state, told, followed } = service();
    state.jobs = [done];
    expect(await followed).toEqual(done);
    expect(told).toEqual(['looking-up', 'done']);
  });

  it('ends where another one began', async () => {
    const { state, followed } = service();
    state.jobs = [job({ startedAt: 8 })];
    expect(await followed).toEqual(job());
  });

  it('cancels it where that is wanted', async () => {
    const { followed, cancel } = service();
    cancel();
    expect(await followed).toEqual(cancelled);
  });

  it('sees the end where it was too late to cancel', async () => {
    const { state, followed, cancel } = service();
    state.jobs = [done];
    state.cancel = () => {
      throw new NotInstallingError('XMRig');
    };
    cancel();
    expect(await followed).toEqual(done);
  });

  it('fails where the service went away', async () => {
    const { state, followed, hub } = service();
    Object.defineProperty(state, 'jobs', {
      get: () => {
        throw new Error('gone');
      },
    });
    await expect(followed).rejects.toThrow('gone');
    await until('the subscription to end', () => !hub.has('miners.install'));
  });
});
