import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { loadKernel } from '../../platform/kernels/load-kernel.ts';
import { startLoad } from '../bridge/load.ts';
import { openRealBridge } from '../bridge/real-bridge.ts';
import { compareBooks, ShareLedger } from '../bridge/share-ledger.ts';
import { fastClock } from '../fast-clock.ts';
import {
  answersTwice,
  cutOff,
  endlessLine,
  garbage,
  halves,
  noAnswers,
  refusesAll,
  silent,
  trickle,
  wrongIds,
} from '../meddler/faults.ts';
import { startHostilePool, type HostilePool } from '../practice-pool/hostile-pool.ts';
import { until } from '../until.ts';
import { keptBytes } from './kept-bytes.ts';

/** A minute of the bridge is three seconds of the test; the network is as fast as it is. */
const speed = 20;

const kernel = await loadKernel('verushash');

/** A pool that takes every hash for a share, a bridge to it, and ten clients that find 250 shares a second. */
async function mining() {
  await using opening = new AsyncDisposableStack();
  const pool = opening.use(
    await startHostilePool({
      dialect: 'verus',
      kernel,
      difficulty: 1e-6,
      jobIntervalMs: 3_600_000,
      messagesPerSecond: 1_000_000,
    }),
  );
  const clock = fastClock(speed);
  const bridge = opening.use(await openRealBridge({ pools: [pool.address], clock }));
  await until('work', () => bridge.status().pool.state === 'working');
  const ledger = new ShareLedger();
  const load = opening.use(await startLoad({ bridge, ledger, web: 6, tcp: 4, everyMs: 40 }));
  const opened = opening.move();
  return {
    pool,
    bridge,
    ledger,
    load,
    /** Ends the load and compares all books. */
    async settle() {
      await until('the pool to be back', () => bridge.status().pool.state === 'working');
      const before = ledger.accepted.size;
      await until('shares to be accepted again', () => ledger.accepted.size > before + 20);
      await load.stop();
      expect(load.clients.map(({ closed }) => closed).filter((why) => why !== null)).toEqual([]);
      expect(bridge.status().clients).toBe(10);
      expect(ledger.strayAnswers).toBe(0);
      expect(ledger.accepted.size + ledger.refused.size).toBe(ledger.sent);
      expect(compareBooks(ledger, pool.accepted)).toEqual({
        neverTaken: [],
        takenButRefused: [],
        fromNobody: [],
      });
      expect(pool.stats().accepted).toBe(pool.accepted.size);
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

describe('a bridge whose pool', () => {
  it('is killed and restarted 20 times under load loses no share', async () => {
    await using all = await mining();
    const { pool, bridge, ledger } = all;
    for (let round = 1; round <= 20; round += 1) {
      await pool.restart(30);
      await until('work', () => bridge.status().pool.reconnects >= round && isWorking(bridge));
      const before = ledger.accepted.size;
      await until('shares to go on', () => ledger.accepted.size > before + 20);
    }
    await all.settle();
    expect(bridge.status().pool.reconnects).toBeGreaterThanOrEqual(20);
    // It came back with the same block and gave each session its nonces again: it could take all.
    expect(ledger.reasons).toEqual({});
    expect(pool.accepted.size).toBe(ledger.sent);
    report('20 restarts', all);
  }, 60_000);

  it('finds blocks while it is away is sent nothing that it cannot take', async () => {
    await using all = await mining();
    const { pool, bridge, ledger } = all;
    for (let round = 1; round <= 6; round += 1) {
      await pool.kill();
      await delay(50);
      // Shares of the last block are taken for a second more, so two have to be found.
      pool.pool.nextJob(true);
      pool.pool.nextJob(true);
      await pool.revive();
      await until('work', () => bridge.status().pool.reconnects >= round && isWorking(bridge));
      await delay(100);
    }
    await all.settle();
    expect(Object.keys(ledger.reasons).filter((reason) => !/stale|pool-lost/.test(reason))).toEqual(
      [],
    );
    expect(ledger.reasons['stale']).toBeGreaterThan(0);
    report('6 restarts with new blocks', all);
  }, 60_000);

  it.each<[string, Partial<HostilePool['faults']>, number]>([
    ['is slow', { pool: trickle(64) }, 1_500],
    ['says each line in two pieces', { pool: halves, client: halves }, 1_500],
    ['gives each answer twice', { pool: answersTwice }, 1_000],
    ['says garbage', { pool: garbage }, 400],
    ['hangs up in the middle of lines', { pool: cutOff(6) }, 1_500],
    ['begins lines of 10 MB', { pool: endlessLine() }, 400],
    ['answers what nobody asked', { pool: wrongIds }, 2_200],
    ['never answers', { pool: noAnswers }, 2_200],
    ['says nothing at all', { pool: silent }, 2_200],
  ])('%s for a while loses no share', async (name, faults, lastsMs) => {
    await using all = await mining();
    const { pool, ledger } = all;
    const before = ledger.accepted.size;
    await until('shares', () => ledger.accepted.size > before + 20);
    Object.assign(pool.faults, faults);
    await delay(lastsMs);
    Object.assign(pool.faults, { pool: null, client: null });
    await all.settle();
    // It could take all of them, so it has; of some it could not say so, and their clients know.
    expect(Object.keys(ledger.reasons).filter((reason) => reason !== 'pool-lost')).toEqual([]);
    expect(pool.accepted.size).toBe(ledger.sent);
    report(name, all);
  });

  it('refuses everything for a while has all of its refusals told', async () => {
    await using all = await mining();
    all.pool.faults.client = refusesAll;
    await until('refusals', () => (all.ledger.reasons['pool-rejected'] ?? 0) > 50);
    all.pool.faults.client = null;
    await all.settle();
    expect(Object.keys(all.ledger.reasons)).toEqual(['pool-rejected']);
    report('refuses everything', all);
  });

  it('is often lost leaves no memory behind', async () => {
    await using all = await mining();
    const { pool, bridge } = all;
    const lose = async (times: number): Promise<void> => {
      for (let time = 0; time < times; time += 1) {
        pool.faults.pool = endlessLine();
        await until('the pool to be lost', () => !isWorking(bridge));
        pool.faults.pool = null;
        await until('work', () => isWorking(bridge));
      }
    };
    await lose(2);
    const before = await keptBytes();
    await lose(8);
    await all.settle();
    // It was sent 80 MB of lines that never ended.
    expect((await keptBytes()) - before).toBeLessThan(40 * 1024 * 1024);
  });
});

const isWorking = (bridge: Awaited<ReturnType<typeof mining>>['bridge']): boolean =>
  bridge.status().pool.state === 'working';

function report(name: string, { ledger, pool, bridge }: Awaited<ReturnType<typeof mining>>): void {
  const { reconnects } = bridge.status().pool;
  const { duplicate } = pool.stats().byReason;
  const figures = { sent: ledger.sent, taken: pool.accepted.size, ...ledger.reasons };
  const more = { reconnects, sentAgain: duplicate, slowestMs: Math.round(ledger.slowestMs) };
  console.info(name, JSON.stringify({ ...figures, ...more }));
}
