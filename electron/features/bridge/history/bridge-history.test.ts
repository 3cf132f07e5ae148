import { afterEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../../base/log.ts';
import { BridgeId } from '../../../contract/values/ids.ts';
import { migrations } from '../../../platform/database/migrations.ts';
import { openDatabase } from '../../../platform/database/open-database.ts';
import { FakeClock } from '../../../testing/fake-clock.ts';
import type { Client } from '../core/client.ts';
import { refusal } from '../core/work.ts';
import { BridgeHistory } from './bridge-history.ts';
import { bucketLength } from './buckets.ts';

const bridgeId = BridgeId.parse('one');
const minute = 60_000;

let closing = new AsyncDisposableStack();
afterEach(async () => {
  const open = closing;
  closing = new AsyncDisposableStack();
  await open.disposeAsync();
});

function open(retentionDays = 30) {
  const clock = new FakeClock();
  const notify = (): undefined => undefined;
  const now = (): number => clock.now();
  const sql = closing.use(
    openDatabase({ file: ':memory:', migrations, log: silentLog, notify, now }),
  );
  const history = new BridgeHistory({
    sql,
    clock,
    retentionDays: () => retentionDays,
    log: silentLog,
  });
  closing.defer(() => history[Symbol.dispose]());
  const share = (worker: string, hashes: number): void =>
    history.add(bridgeId, {
      client: { worker, id: 'c1' } as Client,
      refusal: hashes > 0 ? null : refusal('stale'),
      forwarded: true,
      hashes,
    });
  return { clock, sql, history, share, start: clock.now() };
}

describe('the history of a bridge', () => {
  it('has the hashrate of all workers and of each, and gaps where it did not run', () => {
    const { clock, history, share, start } = open();
    let isRunning = true;
    history.running(bridgeId, () => isRunning);
    for (let at = 0; at < 4; at += 1) {
      share('shed', 6_000);
      if (at % 2 === 0) share('phone', 600);
      clock.advance(minute);
    }
    isRunning = false;
    clock.advance(3 * minute);
    const window = { from: start, to: start + 7 * minute, maxPoints: 10 };
    const rates = (worker?: string) =>
      history.points(bridgeId, window, worker).points.map(({ avg }) => avg);
    expect(rates()).toEqual([110, 100, 110, 100, null, null, null]);
    expect(rates('phone')).toEqual([10, 0, 10, 0, null, null, null]);
    expect(rates('nobody')).toEqual([0, 0, 0, 0, null, null, null]);
    const wide = history.points(bridgeId, { ...window, maxPoints: 4 }, undefined);
    expect(wide.bucketMs).toBe(2 * minute);
    expect(wide.points[0]).toEqual({ at: start, min: 100, avg: 105, max: 110 });
    const other = history.points(BridgeId.parse('other'), window, undefined);
    expect(other.points.every(({ avg }) => avg === null)).toBe(true);
  });

  it('has what each worker did, those who did the most first', () => {
    const { clock, history, share, start } = open();
    history.running(bridgeId, () => true);
    share('phone', 600);
    share('shed', 6_000);
    share('shed', 6_000);
    share('shed', 0);
    clock.advance(2 * minute);
    expect(history.workers(bridgeId, { from: start, to: clock.now() })).toEqual([
      { worker: 'shed', accepted: 2, rejected: 1, averageHashrate: 100, lastShareAt: start },
      { worker: 'phone', accepted: 1, rejected: 0, averageHashrate: 5, lastShareAt: start },
    ]);
  });

  it('counts a minute in which it began or ended for as long as it ran', () => {
    const { clock, history, share, start } = open();
    clock.advance(40_000);
    let isRunning = true;
    history.running(bridgeId, () => isRunning);
    // 479 kH/s throughout.
    const mine = (seconds: number): void => {
      for (let second = 0; second < seconds; second += 1) {
        share('shed', 479_000);
        clock.advance(1_000);
      }
    };
    mine(20 + 60 + 30);
    isRunning = false;
    clock.advance(2 * minute);
    const window = { from: start, to: start + 4 * minute, maxPoints: 10 };
    const { points } = history.points(bridgeId, window, 'shed');
    expect(points.map(({ avg }) => avg)).toEqual([479_000, 479_000, 479_000, null]);
    const wide = history.points(bridgeId, { ...window, maxPoints: 2 }, undefined);
    expect(wide.points).toEqual([
      { at: start, min: 479_000, avg: 479_000, max: 479_000 },
      { at: start + 2 * minute, min: 479_000, avg: 479_000, max: 479_000 },
    ]);
    expect(history.workers(bridgeId, window)).toMatchObject([{ averageHashrate: 479_000 }]);
  });

  it('has no hashrate of a few seconds, in which one share says nothing', () => {
    const { clock, history, share, start } = open();
    clock.advance(50_000);
    history.running(bridgeId, () => true);
    share('shed', 6_000_000);
    clock.advance(10_000);
    const window = { from: start, to: start + minute, maxPoints: 10 };
    expect(history.points(bridgeId, window, undefined).points).toEqual([
      { at: start, min: null, avg: null, max: null },
    ]);
    expect(history.workers(bridgeId, window)).toMatchObject([
      { worker: 'shed', accepted: 1, averageHashrate: null },
    ]);
  });

  it('keeps a minute that is cut short as the program ends', () => {
    const { clock, history, share, start } = open();
    history.running(bridgeId, () => true);
    share('shed', 30_000);
    clock.advance(30_000);
    history[Symbol.dispose]();
    const window = { from: start, to: start + minute, maxPoints: 2 };
    expect(history.points(bridgeId, window, undefined).points[0]?.avg).toBe(1_000);
  });

  it('writes down the busiest workers and the sum of all', () => {
    const { clock, sql, history, share, start } = open();
    history.running(bridgeId, () => true);
    for (let worker = 0; worker < 600; worker += 1) share(`w${worker}`, 60);
    clock.advance(minute);
    expect(sql.get('SELECT count(*) AS count FROM bridge_minutes')).toEqual({ count: 501 });
    const { points } = history.points(
      bridgeId,
      { from: start, to: start + minute, maxPoints: 2 },
      undefined,
    );
    expect(points[0]?.avg).toBe(600);
  });

  it('forgets what is too old', () => {
    const { clock, sql, history, share } = open(1);
    history.running(bridgeId, () => false);
    share('shed', 60);
    clock.advance(minute);
    clock.advance(25 * 60 * minute);
    expect(sql.all('SELECT * FROM bridge_minutes')).toEqual([]);
    expect(sql.all('SELECT * FROM bridge_workers')).toEqual([]);
  });
});

it('has buckets that a person reads easily', () => {
  const lengths = [1, 60, 24 * 60, 30 * 24 * 60, 4_000 * 24 * 60].map(
    (minutes) => bucketLength({ from: 0, to: minutes * minute, maxPoints: 300 }) / minute,
  );
  expect(lengths).toEqual([1, 1, 5, 180, 23_040]);
});
