import { flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope, nextTick, ref } from 'vue';
import type { RunId } from '../../../electron/contract/values/ids.ts';
import type { LogLine } from '../../../electron/contract/values/run.ts';
import { FakeApi } from '../../testing/fake-api.ts';
import { logLines } from '../../testing/samples.ts';
import { stage } from '../../testing/with-stores.ts';
import type { LogItem } from './log-lines.ts';
import { isSkipped } from './log-lines.ts';
import { useRunLog } from './store.ts';

/** The rig keeps these lines; what is announced is up to the test. */
async function play(kept: LogLine[]) {
  const api = new FakeApi({
    'runs.log': ({ after, limit }) => ({
      lines:
        after === undefined
          ? kept.slice(-limit)
          : kept.filter(({ seq }) => seq > after).slice(0, limit),
      firstSeq: kept[0]?.seq ?? 0,
      nextSeq: (kept.at(-1)?.seq ?? -1) + 1,
    }),
    'runs.sendKeys': () => ({}),
  });
  const runId = ref('run-1' as RunId);
  const follow = ref(true);
  const shown: LogItem[] = [];
  const { use, reconnect } = stage(api);
  const scope = effectScope();
  const log = use(() =>
    scope.run(() =>
      useRunLog(
        () => runId.value,
        {
          append: (items) => shown.push(...items),
          replace: (items) => shown.splice(0, shown.length, ...items),
        },
        follow,
      ),
    ),
  );
  if (log === undefined) throw new Error('the scope has ended');
  await flushPromises();
  const announce = (lines: LogLine[], id = 'run-1' as RunId) =>
    api.emit('log.lines', { runId: id, lines, skipped: 0 });
  const text = () => shown.map((item) => (isSkipped(item) ? `${item.count} skipped` : item.seq));
  return { api, announce, follow, kept, log, reconnect, runId, scope, shown, text };
}

let frames: FrameRequestCallback[] = [];
beforeEach(() => {
  frames = [];
  vi.stubGlobal('requestAnimationFrame', (callback: FrameRequestCallback) => frames.push(callback));
  vi.stubGlobal('cancelAnimationFrame', () => undefined);
});
afterEach(() => {
  vi.unstubAllGlobals();
});
const frame = () => frames.splice(0).forEach((callback) => callback(0));

describe('the output of a run', () => {
  it('begins with what the rig has kept and goes on with what it announces', async () => {
    const { announce, text } = await play(logLines(0, 3));
    announce(logLines(2, 3));
    frame();
    expect(text()).toEqual([0, 1, 2, 3, 4]);
  });

  it('shows a flood once a frame', async () => {
    const { announce, text } = await play([]);
    for (let seq = 0; seq < 1_000; seq += 100) announce(logLines(seq, 100));
    expect(frames).toHaveLength(1);
    frame();
    expect(text()).toHaveLength(1_000);
  });

  it('keeps to its limit when nothing is shown for long', async () => {
    const { announce, text, follow } = await play([]);
    follow.value = false;
    for (let seq = 0; seq < 6_000; seq += 200) announce(logLines(seq, 200));
    follow.value = true;
    await nextTick();
    frame();
    expect(text()).toHaveLength(5_000);
    expect(text().at(-1)).toBe(5_999);
  });

  it('takes no lines of other runs', async () => {
    const { announce, text } = await play(logLines(0, 1));
    announce(logLines(1, 5), 'run-2' as RunId);
    frame();
    expect(text()).toEqual([0]);
  });

  it('notes what was skipped, and fetches it when asked', async () => {
    const { announce, kept, log, text } = await play(logLines(0, 2));
    kept.push(...logLines(2, 9));
    announce(logLines(10, 1));
    frame();
    expect(text()).toEqual([0, 1, '8 skipped', 10]);
    expect(log.gaps.value).toEqual([{ after: 1, count: 8 }]);
    await log.loadSkipped();
    expect(text()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(log.gaps.value).toEqual([]);
  });

  it('does not go on offering what the rig has forgotten', async () => {
    const { announce, kept, log, text } = await play(logLines(0, 2));
    kept.splice(0, 2, ...logLines(8, 3));
    announce(logLines(10, 1));
    frame();
    await log.loadSkipped();
    expect(text()).toEqual([8, 9, 10]);
    expect(log.gaps.value).toEqual([]);
  });

  it('holds new lines while the person reads older ones', async () => {
    const { announce, follow, log, text } = await play(logLines(0, 2));
    follow.value = false;
    announce(logLines(2, 3));
    frame();
    expect(text()).toEqual([0, 1]);
    expect(log.held.value).toBe(3);
    follow.value = true;
    await nextTick();
    frame();
    expect(text()).toEqual([0, 1, 2, 3, 4]);
    expect(log.held.value).toBe(0);
  });

  it('catches up after the connection was lost, without doubles', async () => {
    const { kept, reconnect, text } = await play(logLines(0, 2));
    kept.push(...logLines(2, 2));
    reconnect();
    await flushPromises();
    expect(text()).toEqual([0, 1, 2, 3]);
  });

  it('begins anew with another run', async () => {
    const { api, runId, text } = await play(logLines(0, 2));
    runId.value = 'run-2' as RunId;
    await nextTick();
    expect(text()).toEqual([]);
    await flushPromises();
    expect(api.inputsOf('runs.log').at(-1)).toMatchObject({ runId: 'run-2' });
  });
});

it('sends keys to the run in sight', async () => {
  const { api, log } = await play([]);
  await log.sendKeys('h');
  expect(api.inputsOf('runs.sendKeys')).toEqual([{ runId: 'run-1', keys: 'h' }]);
});

it('listens no longer than it is needed', async () => {
  const { api, scope } = await play([]);
  expect(api.listenerCount).toBe(1);
  scope.stop();
  expect(api.listenerCount).toBe(0);
});
