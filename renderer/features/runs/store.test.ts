import { flushPromises } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import type { Run } from '../../../electron/contract/values/run.ts';
import type { RunId } from '../../../electron/contract/values/ids.ts';
import { FakeApi, fakeError } from '../../testing/fake-api.ts';
import { aReading, aRun, now } from '../../testing/samples.ts';
import { stage } from '../../testing/with-stores.ts';
import { totalHashrate } from './active.ts';
import { useRuns } from './store.ts';

async function play(runs: readonly Run[] | (() => Run[])) {
  const api = new FakeApi({
    'runs.list': () => (typeof runs === 'function' ? runs() : [...runs]),
    'runs.stop': () => aRun({ state: 'stopped', endReason: 'user' }),
  });
  const { use, reconnect } = stage(api);
  const store = use(useRuns);
  await flushPromises();
  return { api, store, reconnect };
}

describe('runs', () => {
  it('are loaded, and know which of them are under way', async () => {
    const { store } = await play([
      aRun({ id: 'b' as RunId, state: 'backing-off' }),
      aRun({ state: 'failed' }),
    ]);
    expect(store.loaded).toBe(true);
    expect(store.active.map(({ id }) => id)).toEqual(['b']);
  });

  it('follow what is announced: a change, a new run, a reading', async () => {
    const { api, store } = await play([aRun({ state: 'starting' })]);
    api.emit('run.changed', aRun({ state: 'running' }));
    api.emit('run.changed', aRun({ id: 'run-2' as RunId, state: 'starting' }));
    api.emit('run.reading', aReading({ hashrate: 42 }));
    expect(store.runs.map(({ id, state, reading }) => [id, state, reading?.hashrate])).toEqual([
      ['run-2', 'starting', undefined],
      ['run-1', 'running', 42],
    ]);
  });

  it('do not lose what was announced while they were being loaded', async () => {
    const loading = play([aRun({ state: 'starting' })]);
    const { api, store, reconnect } = await loading;
    reconnect();
    api.emit('run.changed', aRun({ state: 'running' }));
    await flushPromises();
    expect(store.runs[0]?.state).toBe('running');
  });

  it('are loaded again when the connection is back', async () => {
    let state: Run['state'] = 'running';
    const { store, reconnect } = await play(() => [aRun({ state })]);
    state = 'stopped';
    reconnect();
    await flushPromises();
    expect(store.active).toEqual([]);
  });

  it('take the answer of an action for the truth at once', async () => {
    const { api, store } = await play([aRun()]);
    await store.stop(aRun().id);
    expect(store.runs[0]?.state).toBe('stopped');
    expect(api.inputsOf('runs.stop')).toEqual([{ runId: 'run-1' }]);
  });

  it('say why they could not be loaded, and keep what was known', async () => {
    let fail = false;
    const { store, reconnect } = await play(() => {
      if (fail) throw fakeError('storage-failed', 'The disk is full.');
      return [aRun()];
    });
    fail = true;
    reconnect();
    await flushPromises();
    expect(store.error?.message).toBe('The disk is full.');
    expect(store.runs).toHaveLength(1);
  });
});

describe('the hashrate of all runs', () => {
  it('adds what is known, and is unknown where nothing is', () => {
    const known = aRun({ reading: aReading({ hashrate: 100 }) });
    const silent = aRun({ reading: aReading({ hashrate: null }) });
    expect(totalHashrate([known, known, silent], now)).toBe(200);
    expect(totalHashrate([silent], now)).toBeNull();
  });

  it('leaves out what is old or no longer mines', () => {
    const reading = aReading({ hashrate: 100 });
    expect(totalHashrate([aRun({ reading })], now + 16_000)).toBeNull();
    expect(totalHashrate([aRun({ reading, state: 'paused' })], now)).toBeNull();
  });
});
