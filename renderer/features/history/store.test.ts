import { flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { nextTick } from 'vue';
import { FakeApi } from '../../testing/fake-api.ts';
import { aMark, aReading, aRun, aSeries, now } from '../../testing/samples.ts';
import { stage } from '../../testing/with-stores.ts';
import { useHistory } from './store.ts';

beforeEach(() => {
  vi.useFakeTimers({ now, toFake: ['setInterval', 'clearInterval', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

async function play() {
  const api = new FakeApi({
    'runs.list': () => [aRun()],
    'history.hashrate': ({ from, to }) => aSeries({ from, to }),
    'history.journal': () => [aMark()],
  });
  const store = stage(api).use(useHistory);
  await flushPromises();
  return { api, store };
}

it('asks for the window that is chosen', async () => {
  const { api, store } = await play();
  store.windowKey = '24h';
  await flushPromises();
  expect(api.inputsOf('history.hashrate')).toEqual([
    { from: now - 300_000, to: now, maxPoints: 31 },
    { from: now - 86_400_000, to: now, maxPoints: 481 },
  ]);
});

it('grows a live edge with each reading, and ends it with the run', async () => {
  const { api, store } = await play();
  for (const seconds of [2, 4]) {
    vi.setSystemTime(now + seconds * 1_000);
    api.emit('run.reading', aReading({ at: Date.now(), hashrate: seconds }));
    await nextTick();
  }
  vi.setSystemTime(now + 6_000);
  api.emit('run.changed', aRun({ state: 'stopped' }));
  await nextTick();
  expect(store.live.slice(-3)).toEqual([
    { at: now + 2_000, hashrate: 2 },
    { at: now + 4_000, hashrate: 4 },
    { at: now + 6_000, hashrate: null },
  ]);
});

it('marks on the chart and in the journal what happens, once', async () => {
  const { api, store } = await play();
  const crash = aMark({ id: 2, text: 'It ended with signal 9.' });
  api.emit('journal.added', crash);
  api.emit('journal.added', crash);
  expect(store.journal?.map(({ id }) => id)).toEqual([2, 1]);
  expect(store.series?.marks).toEqual([crash]);
});

it('takes history for the live edge once a minute', async () => {
  const { api } = await play();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(api.inputsOf('history.hashrate')).toHaveLength(2);
});
