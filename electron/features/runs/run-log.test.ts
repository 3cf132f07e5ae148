import { describe, expect, it } from 'vitest';
import { EventHub } from '../../base/event-hub.ts';
import type { EventPayload } from '../../contract/index.ts';
import { RunId } from '../../contract/values/ids.ts';
import { FakeClock } from '../../testing/fake-clock.ts';
import { RunLog } from './run-log.ts';

const runId = RunId.parse('run-1');

function openLog() {
  const clock = new FakeClock();
  const hub = new EventHub((error) => {
    throw error;
  });
  const parts = { clock, publish: hub.publish, hasListener: hub.has.bind(hub) };
  const heard: EventPayload<'log.lines'>[] = [];
  return {
    clock,
    heard,
    log: new RunLog(runId, parts),
    listen: () => hub.on('log.lines', (payload) => heard.push(payload)),
  };
}

const lines = (from: number, count: number): string[] =>
  Array.from({ length: count }, (_, n) => `line ${from + n}`);

describe('the lines of a run', () => {
  it('are announced at once, then at most ten times a second', () => {
    const { clock, log, heard, listen } = openLog();
    listen();
    for (let n = 0; n < 100; n += 1) {
      log.add(lines(n, 1));
      clock.advance(10);
    }
    expect(heard.length).toBeGreaterThanOrEqual(10);
    expect(heard.length).toBeLessThanOrEqual(11);
    const seqs = heard.flatMap((event) => event.lines.map(({ seq }) => seq));
    clock.advance(100);
    expect(heard.flatMap((event) => event.lines.map(({ seq }) => seq))).toEqual(
      Array.from({ length: 100 }, (_, n) => n),
    );
    expect(seqs.length).toBeGreaterThan(89);
    expect(clock.pending).toBe(0);
  });

  it('are the newest 200 of each announcement; the rest is counted', () => {
    const { clock, log, heard, listen } = openLog();
    listen();
    log.add(lines(0, 450));
    log.add(lines(450, 10));
    clock.advance(100);
    log.add(lines(460, 10_000));
    clock.advance(100);
    expect(heard.map((event) => [event.skipped, event.lines.length])).toEqual([
      [250, 200],
      [0, 10],
      [9_800, 200],
    ]);
    expect(heard[0]?.lines[0]).toMatchObject({ seq: 250, text: 'line 250' });
    const all = heard.reduce((sum, event) => sum + event.skipped + event.lines.length, 0);
    expect(all).toBe(10_460);
  });

  it('are announced to nobody while nobody listens, nor afterwards', () => {
    const { clock, log, heard, listen } = openLog();
    log.add(lines(0, 10));
    expect(clock.pending).toBe(0);
    listen();
    log.add(lines(10, 1));
    expect(heard).toEqual([
      { runId, skipped: 0, lines: [{ seq: 10, at: clock.now(), text: 'line 10' }] },
    ]);
  });

  it('are all announced at the end', () => {
    const { clock, log, heard, listen } = openLog();
    listen();
    log.add(['first']);
    log.add(['last words']);
    log.close();
    expect(heard.flatMap((event) => event.lines.map(({ text }) => text))).toEqual([
      'first',
      'last words',
    ]);
    expect(clock.pending).toBe(0);
  });

  it('have last ones: 20 of the present process that say something', () => {
    const { log } = openLog();
    log.add(['of another process']);
    log.beginProcess();
    expect(log.lastLines()).toEqual([]);
    log.add(['', '\u001b[31mred\u001b[0m', '   ', 'x'.repeat(1000)]);
    expect(log.lastLines()).toEqual(['red', 'x'.repeat(300)]);
    log.add(lines(0, 30));
    expect(log.lastLines()).toEqual(lines(10, 20));
  });

  it('are told with the numbers where they begin and go on', () => {
    const { log } = openLog();
    log.add(lines(0, 6_000));
    expect(log.query({ limit: 1, after: -1 })).toMatchObject({
      firstSeq: 1_000,
      nextSeq: 6_000,
      lines: [{ seq: 1_000 }],
    });
    log.close();
    expect(log.query({ limit: 1 })).toMatchObject({ firstSeq: 5_000, nextSeq: 6_000 });
  });
});
