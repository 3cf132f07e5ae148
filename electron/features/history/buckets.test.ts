import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coverWindow, pointsOf, type SampleRow } from './buckets.ts';
import { dayMs, hourMs, minuteMs } from './resolution.ts';

const now = Date.UTC(2026, 0, 1);

const windows = fc
  .record({
    from: fc.integer({ min: 0, max: 2 * now }),
    length: fc.integer({ min: 1, max: 800 * dayMs }),
    maxPoints: fc.integer({ min: 2, max: 2000 }),
  })
  .map(({ from, length, maxPoints }) => ({ from, to: from + length, maxPoints }));
const shortest = fc.constantFrom(10_000, minuteMs, hourMs);

describe('coverWindow', () => {
  it('covers the window with no more buckets than asked for, none of them outside', () => {
    fc.assert(
      fc.property(windows, shortest, (window, shortestMs) => {
        const { from, bucketMs, count } = coverWindow(window, shortestMs);
        expect(count).toBeLessThanOrEqual(window.maxPoints);
        expect(count).toBeGreaterThan(0);
        expect(from).toBeLessThanOrEqual(window.from);
        expect(from + bucketMs).toBeGreaterThan(window.from);
        expect(from + count * bucketMs).toBeGreaterThanOrEqual(window.to);
        expect(from + (count - 1) * bucketMs).toBeLessThan(window.to);
      }),
    );
  });

  it('makes buckets of whole rows that begin at multiples of their length', () => {
    fc.assert(
      fc.property(windows, shortest, (window, shortestMs) => {
        const { from, bucketMs } = coverWindow(window, shortestMs);
        expect(bucketMs % shortestMs).toBe(0);
        expect(from % bucketMs).toBe(0);
      }),
    );
  });

  it.each([
    ['5 min', 5 * minuteMs, 10_000, 10_000],
    ['1 h', hourMs, minuteMs, minuteMs],
    ['6 h', 6 * hourMs, minuteMs, 2 * minuteMs],
    ['24 h', dayMs, minuteMs, 5 * minuteMs],
    ['7 d', 7 * dayMs, minuteMs, hourMs],
    ['30 d', 30 * dayMs, hourMs, 3 * hourMs],
    ['2 years', 730 * dayMs, hourMs, 4 * dayMs],
  ])('takes a length that reads easily for %s in 300 points', (_, length, shortestMs, expected) => {
    // A window that begins at no boundary has one bucket more.
    const window = { from: now - length + 1, to: now + 1, maxPoints: 300 };
    expect(coverWindow(window, shortestMs).bucketMs).toBe(expected);
  });

  it('covers the longest window there is with two buckets', () => {
    const window = { from: 0, to: Number.MAX_SAFE_INTEGER, maxPoints: 2 };
    expect(coverWindow(window, hourMs).count).toBeLessThanOrEqual(2);
  });
});

describe('pointsOf', () => {
  const buckets = { from: now, bucketMs: minuteMs, count: 3 };
  const row = (at: number, ...values: number[]): SampleRow => ({
    at,
    n: values.length,
    sum: values.reduce((sum, value) => sum + value, 0),
    min: Math.min(...values),
    max: Math.max(...values),
  });

  it('says null where nothing was measured', () => {
    expect(pointsOf([row(now + minuteMs, 5)], buckets)).toEqual([
      { at: now, min: null, avg: null, max: null },
      { at: now + minuteMs, min: 5, avg: 5, max: 5 },
      { at: now + 2 * minuteMs, min: null, avg: null, max: null },
    ]);
  });

  it('weighs rows of one bucket by their samples', () => {
    const [point] = pointsOf([row(now, 10, 20, 30), row(now + 40_000, 100)], buckets);
    expect(point).toEqual({ at: now, min: 10, avg: 40, max: 100 });
  });

  it('keeps a measured zero apart from a gap', () => {
    const [point] = pointsOf([row(now, 0, 0)], buckets);
    expect(point).toEqual({ at: now, min: 0, avg: 0, max: 0 });
  });

  it('leaves out rows beyond the buckets', () => {
    const points = pointsOf([row(now - 1, 5), row(now + 3 * minuteMs, 5)], buckets);
    expect(points.map(({ avg }) => avg)).toEqual([null, null, null]);
  });

  it('keeps the average between the extremes whatever the rounding', () => {
    const value = fc.double({ min: 0, max: 1e20, noNaN: true });
    const rows = fc.array(
      fc
        .tuple(fc.integer({ min: 0, max: 179_999 }), fc.array(value, { minLength: 1 }))
        .map(([offset, values]) => row(now + offset, ...values)),
    );
    fc.assert(
      fc.property(rows, (rows) => {
        for (const { min, avg, max } of pointsOf(rows, buckets)) {
          if (min === null || avg === null || max === null) continue;
          expect(avg).toBeGreaterThanOrEqual(min);
          expect(avg).toBeLessThanOrEqual(max);
        }
      }),
    );
  });
});
