import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HistorySeries } from '../../contract/values/history.ts';
import type { ProfileId, RunId } from '../../contract/values/ids.ts';
import { seedHistory } from '../../testing/seed-history.ts';
import { TestHistory } from '../../testing/test-history.ts';
import { dayMs, hourMs, minuteMs } from './resolution.ts';

const now = Date.UTC(2026, 0, 1);
const averages = ({ points }: HistorySeries): (number | null)[] => points.map(({ avg }) => avg);

describe('the hashrate of a window', () => {
  it('shows what was measured, and gaps where nothing was', async () => {
    await using test = new TestHistory();
    test.open('a');
    test.mine(now, now + minuteMs, { a: 100 });
    test.mine(now + minuteMs, now + 3 * minuteMs, { a: null });
    test.mine(now + 3 * minuteMs, now + 4 * minuteMs, { a: 300 });
    const series = test.history.query({ from: now, to: now + 5 * minuteMs, maxPoints: 300 });
    expect(series).toMatchObject({ resolution: 'minute', bucketMs: minuteMs });
    expect(averages(series)).toEqual([100, null, null, 300, null]);
    expect(series.points[0]).toEqual({ at: now, min: 100, avg: 100, max: 100 });
  });

  it('keeps the extremes of ten seconds in minutes and hours', async () => {
    await using test = new TestHistory();
    test.open('a');
    test.mine(now, now + hourMs, { a: 100 });
    test.mine(now + hourMs, now + hourMs + 10_000, { a: 40 });
    test.mine(now + hourMs + 10_000, now + hourMs + 20_000, { a: 220 });
    const window = { from: now, to: now + 2 * hourMs };
    const expected = { at: now + hourMs, min: 40, avg: 130, max: 220 };
    expect(test.history.query({ ...window, maxPoints: 2 }).points[1]).toEqual(expected);
    expect(test.history.query({ ...window, maxPoints: 120 }).points[60]).toEqual(expected);
  });

  it('adds up runs side by side', async () => {
    await using test = new TestHistory();
    test.open('a');
    test.open('b');
    test.mine(now, now + minuteMs, { a: 100 });
    test.mine(now + minuteMs, now + 2 * minuteMs, { a: 100, b: 50 });
    test.mine(now + 2 * minuteMs, now + 3 * minuteMs, { a: null, b: 50 });
    const window = { from: now, to: now + 3 * minuteMs, maxPoints: 300 };
    expect(averages(test.history.query(window))).toEqual([100, 150, 50]);
    expect(averages(test.history.query({ ...window, runId: 'b' as RunId }))).toEqual([
      null,
      50,
      50,
    ]);
  });

  it('shows runs one after the other as one line, even within a minute or an hour', async () => {
    await using test = new TestHistory();
    test.open('a-1');
    test.mine(now, now + 30_000, { 'a-1': 100 });
    test.open('b-1');
    test.mine(now + 30_000, now + 90_000, { 'b-1': 100 });
    test.open('a-2');
    test.mine(now + 90_000, now + 2 * minuteMs, { 'a-2': 100 });
    const window = { from: now, to: now + 2 * hourMs };
    const minutes = test.history.query({ ...window, to: now + 2 * minuteMs, maxPoints: 300 });
    expect(averages(minutes)).toEqual([100, 100]);
    expect(averages(test.history.query({ ...window, maxPoints: 2 }))).toEqual([100, null]);
    const ofProfile = { ...window, to: now + 2 * minuteMs, profileId: 'a' as ProfileId };
    expect(averages(test.history.query({ ...ofProfile, maxPoints: 2 }))).toEqual([100, 100]);
  });

  it('knows nothing of runs that do not exist', async () => {
    await using test = new TestHistory();
    test.open('a');
    test.mine(now, now + minuteMs, { a: 100 });
    const window = { from: now, to: now + minuteMs, maxPoints: 2 };
    expect(averages(test.history.query({ ...window, runId: 'nobody' as RunId }))).toEqual([null]);
  });

  it('takes samples of a time that was before, as when a clock is set back', async () => {
    await using test = new TestHistory();
    test.open('a');
    test.mine(now, now + minuteMs, { a: 100 });
    test.mine(now - hourMs, now - hourMs + 10_000, { a: 50 });
    test.mine(now, now + 10_000, { a: 30 });
    const window = { from: now - hourMs, to: now + minuteMs, maxPoints: 61 };
    const known = test.history.query(window).points.filter(({ avg }) => avg !== null);
    expect(known).toEqual([
      { at: now - hourMs, min: 50, avg: 50, max: 50 },
      { at: now, min: 30, avg: 90, max: 100 },
    ]);
  });
});

describe('the choice of rows', () => {
  const windowOf = (lengthMs: number) => ({ from: now - lengthMs, to: now, maxPoints: 300 });

  it('takes minutes until a bucket is an hour, then hours', async () => {
    await using test = new TestHistory();
    seedHistory(test.sql, { runs: 1, days: 8, to: now });
    const resolution = (lengthMs: number) => test.history.query(windowOf(lengthMs)).resolution;
    expect([hourMs, 6 * hourMs, dayMs, 6 * dayMs, 7 * dayMs].map(resolution)).toEqual([
      'minute',
      'minute',
      'minute',
      'minute',
      'hour',
    ]);
  });

  it('takes hours where the minutes have been removed', async () => {
    await using test = new TestHistory();
    seedHistory(test.sql, { runs: 1, days: 3, to: now });
    test.sql.run('DELETE FROM minute_samples WHERE at < ?', [now - dayMs]);
    expect(test.history.query(windowOf(dayMs)).resolution).toBe('minute');
    const series = test.history.query(windowOf(dayMs + 2 * hourMs));
    expect(series).toMatchObject({ resolution: 'hour', bucketMs: hourMs });
    expect(averages(series)).not.toContain(null);
  });

  it('takes minutes where the rig did nothing before them', async () => {
    await using test = new TestHistory();
    seedHistory(test.sql, { runs: 1, days: 1, to: now });
    expect(test.history.query(windowOf(2 * dayMs)).resolution).toBe('minute');
  });

  it('takes the memory for the newest five minutes', async () => {
    await using test = new TestHistory();
    test.open('a');
    test.recent.reachMs = 310_000;
    test.recent.startedAt = now - hourMs;
    test.recent.totals = () => [
      { at: now - 10_000, hashrate: 7 },
      { at: now - 30_000, hashrate: 5 },
    ];
    const series = test.history.query(windowOf(5 * minuteMs));
    expect(series).toMatchObject({ resolution: '10s', bucketMs: 10_000 });
    expect(averages(series).slice(-3)).toEqual([5, null, 7]);
    expect(test.history.query(windowOf(6 * minuteMs)).resolution).toBe('minute');
  });

  it('takes minutes for what was before the program started, and the memory if nothing was', async () => {
    await using test = new TestHistory();
    test.open('a');
    test.recent.reachMs = 310_000;
    test.recent.startedAt = now - 100_000;
    test.mine(now - 100_000, now, { a: 100 });
    expect(test.history.query(windowOf(5 * minuteMs)).resolution).toBe('10s');
    test.mine(now - 200_000, now - 150_000, { a: 100 });
    expect(test.history.query(windowOf(5 * minuteMs)).resolution).toBe('minute');
    expect(test.history.query(windowOf(minuteMs)).resolution).toBe('10s');
  });
});

describe('the size of the answer', () => {
  it('never has more points than asked for, nor an average outside its extremes', async () => {
    await using test = new TestHistory();
    const { from } = seedHistory(test.sql, { runs: 2, days: 5, to: now });
    const windows = fc.record({
      start: fc.integer({ min: from - dayMs, max: now }),
      length: fc.integer({ min: 1, max: 10 * dayMs }),
      maxPoints: fc.integer({ min: 2, max: 2000 }),
    });
    fc.assert(
      fc.property(windows, ({ start, length, maxPoints }) => {
        const to = start + length;
        const { points, bucketMs } = test.history.query({ from: start, to, maxPoints });
        expect(points.length).toBeLessThanOrEqual(maxPoints);
        const isInside = points.every(({ at }) => at + bucketMs > start && at < to);
        const isOrdered = points.every(
          ({ min, avg, max }) => avg === null || ((min ?? NaN) <= avg && avg <= (max ?? NaN)),
        );
        expect({ isInside, isOrdered }).toEqual({ isInside: true, isOrdered: true });
      }),
      { numRuns: 50 },
    );
  });

  it('answers 30 days of 4 runs quickly', async () => {
    await using test = new TestHistory();
    const { from, to } = seedHistory(test.sql, { runs: 4, days: 30, to: now });
    const times = [300, 1000, 2000].map((maxPoints) => {
      const start = performance.now();
      const { points } = test.history.query({ from, to, maxPoints });
      expect(points.length).toBeGreaterThan(maxPoints / 2);
      return performance.now() - start;
    });
    // The goal is 50 ms; a busy test machine gets time to spare.
    expect(Math.max(...times)).toBeLessThan(500);
  });
});

describe('the marks', () => {
  it('are what happened to runs in the window, oldest first, without notices', async () => {
    await using test = new TestHistory();
    const runId = test.open('a');
    for (const [at, kind] of [
      [now - 1, 'start'],
      [now, 'crash'],
      [now + 1, 'notice'],
      [now + 2, 'restart'],
      [now + minuteMs, 'stop'],
    ] as const) {
      test.history.note({ runId, at, kind, text: kind });
    }
    const { marks } = test.history.query({ from: now, to: now + minuteMs, maxPoints: 2 });
    expect(marks.map(({ kind }) => kind)).toEqual(['crash', 'restart']);
  });

  it('are those of the run or profile that was asked for', async () => {
    await using test = new TestHistory();
    for (const name of ['a-1', 'a-2', 'b-1']) {
      test.history.note({ runId: test.open(name), at: now, kind: 'start', text: name });
    }
    const texts = (filter: object): string[] =>
      test.history
        .query({ from: now, to: now + 1, maxPoints: 2, ...filter })
        .marks.map(({ text }) => text);
    expect(texts({})).toEqual(['a-1', 'a-2', 'b-1']);
    expect(texts({ runId: 'a-2' })).toEqual(['a-2']);
    expect(texts({ profileId: 'a' })).toEqual(['a-1', 'a-2']);
  });

  it('are at most 200, and what went wrong is kept first', async () => {
    await using test = new TestHistory();
    const runId = test.open('a');
    test.history.note({ runId, at: now, kind: 'crash', text: 'crash' });
    for (let index = 0; index < 250; index += 1) {
      test.history.note({ runId, at: now + 1 + index, kind: 'restart', text: `${index}` });
    }
    const { marks } = test.history.query({ from: now, to: now + minuteMs, maxPoints: 2 });
    expect(marks).toHaveLength(200);
    expect(marks[0]?.kind).toBe('crash');
    expect(marks.at(-1)?.text).toBe('249');
  });
});
