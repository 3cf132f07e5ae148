import { describe, expect, it } from 'vitest';
import { nearestPoint, plottedPoints, stepPoint } from '../../charts/series.ts';
import { aSeries, now } from '../../testing/samples.ts';
import { chartColumns } from './chart-columns.ts';
import { withLivePoint } from './live-edge.ts';

const point = (at: number, avg: number | null) => ({ at, min: avg, avg, max: avg });
const from = now - 300_000;

describe('history', () => {
  it('shows a bucket without measurements as a gap', () => {
    const series = aSeries({
      points: [point(now - 30_000, 5), point(now - 20_000, null), point(now - 10_000, 7)],
    });
    const columns = chartColumns({ series, live: [], from, to: now, preferLive: true });
    expect(columns.avg).toEqual([5, null, 7]);
  });

  it('shows a gap where buckets are missing altogether', () => {
    const series = aSeries({ points: [point(now - 90_000, 5), point(now - 10_000, 7)] });
    const columns = chartColumns({ series, live: [], from, to: now, preferLive: true });
    expect(columns.avg).toEqual([5, null, 7]);
    expect(columns.xs[1]).toBeGreaterThan((now - 90_000) / 1_000);
  });

  it('leaves out what lies before the window', () => {
    const series = aSeries({ points: [point(from - 1, 1), point(from, 2)] });
    const columns = chartColumns({ series, live: [], from, to: now, preferLive: true });
    expect(columns.avg).toEqual([2]);
  });

  it('draws nothing out of nothing', () => {
    const columns = chartColumns({ series: null, live: [], from, to: now, preferLive: true });
    expect(plottedPoints(columns)).toBe(0);
  });
});

describe('live edge', () => {
  const series = aSeries({ points: [point(now - 20_000, 5), point(now - 10_000, 6)] });

  it('grows with each reading after the last bucket', () => {
    const live = [
      { at: now - 4_000, hashrate: 1 },
      { at: now, hashrate: 7 },
    ];
    const columns = chartColumns({
      series,
      live: [...live, { at: now + 2_000, hashrate: 8 }],
      from,
      to: now + 2_000,
      preferLive: false,
    });
    expect(columns.avg).toEqual([5, 6, 7, 8]);
  });

  it('takes the place of coarser buckets where it reaches back', () => {
    const live = [
      { at: now - 12_000, hashrate: 50 },
      { at: now - 10_000, hashrate: 51 },
      { at: now - 8_000, hashrate: 52 },
    ];
    const columns = chartColumns({ series, live, from, to: now, preferLive: true });
    expect(columns.avg).toEqual([5, 50, 51, 52]);
  });

  it('breaks where readings stopped for a while', () => {
    const live = [
      { at: now - 60_000, hashrate: 1 },
      { at: now, hashrate: 2 },
    ];
    const columns = chartColumns({ series: null, live, from, to: now, preferLive: true });
    expect(columns.avg).toEqual([1, null, 2]);
  });

  it('is not replaced by empty buckets that history already has for the moment', () => {
    const early = aSeries({ points: [point(now - 20_000, 5), point(now - 10_000, null)] });
    const live = [{ at: now - 9_000, hashrate: 9 }];
    const columns = chartColumns({ series: early, live, from, to: now, preferLive: false });
    expect(columns.avg).toEqual([5, 9]);
  });

  it('keeps one point of a silence and forgets what is old', () => {
    let points = [{ at: 0, hashrate: null as number | null }];
    points = withLivePoint(points, { at: 1, hashrate: null });
    expect(points).toHaveLength(1);
    for (let at = 2; at < 2_000; at += 1) points = withLivePoint(points, { at, hashrate: at });
    expect(points).toHaveLength(400);
    expect(points.at(-1)).toEqual({ at: 1_999, hashrate: 1_999 });
  });
});

describe('the cursor', () => {
  const columns = { xs: [1, 2, 3, 4], min: [], max: [], avg: [5, null, 7, 8] };

  it('finds the nearest point that shows something', () => {
    expect(nearestPoint(columns, 2.1)).toBe(2);
    expect(nearestPoint({ ...columns, avg: [null, null, null, null] }, 2)).toBeNull();
  });

  it('steps over gaps and stays at the ends', () => {
    expect(stepPoint(columns, 0, 1)).toBe(2);
    expect(stepPoint(columns, 2, -1)).toBe(0);
    expect(stepPoint(columns, 3, 1)).toBe(3);
  });
});
