import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock, type Clock } from '../base/clock.ts';
import { connectLine } from '../platform/net/connect-line.ts';
import { MemoryPins } from '../platform/net/pin-store.ts';
import { easyPool } from '../testing/easy-pool.ts';
import { fastClock } from '../testing/fast-clock.ts';
import {
  answersTwice,
  closesAfter,
  cutOff,
  endlessLine,
  garbage,
  halves,
  noAnswers,
  refusesAll,
  silent,
  trickle,
  wrongIds,
  type Fault,
} from '../testing/meddler/faults.ts';
import { startHostilePool, type HostilePool } from '../testing/practice-pool/hostile-pool.ts';
import { shareFor } from '../testing/sample-shares.ts';
import { until } from '../testing/until.ts';
import type { Connect } from './line-connection.ts';
import { openPoolSession } from './open-session.ts';
import { PoolLostError, StaleShareError } from './pool-errors.ts';
import { PoolLink, type OpenSession } from './pool-link.ts';
import { poolDialects, type PoolAccount, type PoolDialect, type PoolJob } from './pool-session.ts';

const pins = new MemoryPins();
const connect: Connect = (address, options) => connectLine(address, { ...options, pins });

let closing = new AsyncDisposableStack();

afterEach(async () => {
  const open = closing;
  closing = new AsyncDisposableStack();
  await open.disposeAsync();
});

/** A pool that can misbehave, and what the account is there. */
async function hostile(dialect: PoolDialect): Promise<{ pool: HostilePool; account: PoolAccount }> {
  const pool = closing.use(await startHostilePool(easyPool(dialect)));
  return { pool, account: { url: pool.address, user: 'me.rig', password: 'x' } };
}

const opener =
  (dialect: PoolDialect, clock: Clock, answerMs = 3_000): OpenSession =>
  (account, options) =>
    openPoolSession(account, {
      ...options,
      dialect,
      connect,
      clock,
      userAgent: 'rigwright/1',
      deadlines: { connectMs: 1_000, loginMs: 3_000, firstJobMs: 3_000, answerMs },
    });

/** What became of the shares of a link. */
class Tally {
  readonly link: PoolLink;
  readonly counts = { sent: 0, accepted: 0, refused: 0, stale: 0, lost: 0, other: 0 };

  constructor(link: PoolLink) {
    this.link = link;
  }

  send(job: PoolJob): void {
    this.counts.sent += 1;
    this.link.submit(shareFor(job, 'me.rig', this.counts.sent)).then(
      ({ accepted }) => (this.counts[accepted ? 'accepted' : 'refused'] += 1),
      (error: unknown) => {
        if (error instanceof StaleShareError) this.counts.stale += 1;
        else if (error instanceof PoolLostError) this.counts.lost += 1;
        else this.counts.other += 1;
      },
    );
  }

  get settled(): number {
    const { sent: _, ...outcomes } = this.counts;
    return Object.values(outcomes).reduce((sum, count) => sum + count, 0);
  }
}

function linkTo(
  account: PoolAccount,
  dialect: PoolDialect,
  clock: Clock,
  { answerMs, onGone }: { readonly answerMs?: number; readonly onGone?: () => void } = {},
) {
  const jobs: PoolJob[] = [];
  const reasons: unknown[] = [];
  const link = new PoolLink({
    pools: [account],
    open: opener(dialect, clock, answerMs),
    clock,
    random: Math.random,
    listener: {
      onState: () => undefined,
      onJob: (job) => jobs.push(job),
      onCancel: () => undefined,
      onGone: (_, reason) => {
        reasons.push(reason);
        onGone?.();
      },
    },
  });
  closing.use(link);
  link.start();
  return { link, jobs, reasons };
}

describe.each(poolDialects)('a pool of %s that is killed and restarted', (dialect) => {
  it('gets each share once, and no answer is lost', { timeout: 20_000 }, async () => {
    const restarts = 20;
    const { pool, account } = await hostile(dialect);
    const { link, jobs } = linkTo(account, dialect, fastClock(20), { answerMs: 60_000 });
    const tally = new Tally(link);
    const enough = new AbortController();
    const load = (async () => {
      while (!enough.signal.aborted) {
        const job = jobs.at(-1);
        if (job) tally.send(job);
        await delay(1);
      }
    })();
    for (let round = 0; round < restarts; round += 1) {
      await until('work', () => link.status.state === 'working');
      const before = tally.counts.accepted;
      await until('a share', () => tally.counts.accepted > before);
      await pool.restart(10);
    }
    await until('work', () => link.status.state === 'working');
    enough.abort();
    await load;
    await until('all answers', () => tally.settled === tally.counts.sent);
    const { counts } = tally;
    expect(link.status.reconnects).toBeGreaterThanOrEqual(restarts);
    expect(counts).toMatchObject({ refused: 0, other: 0 });
    // Each is taken once at most; all that were said to be taken were; what was taken besides was
    // on its way when the pool was killed.
    expect(pool.stats().accepted).toBe(pool.accepted.size);
    expect(pool.accepted.size).toBeGreaterThanOrEqual(counts.accepted);
    expect(pool.accepted.size).toBeLessThanOrEqual(counts.accepted + counts.lost);
    expect(counts.accepted).toBeGreaterThan(restarts);
  });
});

describe('a pool that misbehaves from the first word', () => {
  it.each<[string, Fault, string]>([
    ['is silent', silent, 'PoolSilentError'],
    ['answers nothing', noAnswers, 'PoolSilentError'],
    ['answers what nobody asked', wrongIds, 'PoolSilentError'],
    ['says garbage', garbage, 'BadStratumMessageError'],
    ['says a line without end', endlessLine(), 'LineTooLongError'],
    ['hangs up in the middle of a line', cutOff(0), 'PoolClosedError'],
    ['hangs up', closesAfter(1), 'PoolClosedError'],
  ])('ends with a reason in words when it %s', async (_, fault, name) => {
    const { pool, account } = await hostile('verus');
    pool.faults.pool = fault;
    const opening = opener('verus', fastClock(10))(account, {
      signal: new AbortController().signal,
      resumeId: null,
      port: null,
      onPhase: () => undefined,
    });
    await expect(opening).rejects.toMatchObject({
      name,
      userMessage: expect.stringMatching(/\.$/) as string,
    });
    await until('the end of the connection', () => pool.connections === 0);
  });

  it.each<[string, Fault]>([
    ['says each line in two pieces', halves],
    ['says a few bytes at a time', trickle(64)],
    ['answers twice', answersTwice],
  ])('is understood when it %s', async (_, fault) => {
    const { pool, account } = await hostile('verus');
    pool.faults.pool = fault;
    const { link, jobs } = linkTo(account, 'verus', systemClock);
    const job = await until('work', () => jobs.at(-1));
    await expect(link.submit(shareFor(job, 'me.rig', 1))).resolves.toMatchObject({
      accepted: true,
    });
    expect(link.status.reconnects).toBe(0);
  });
});

describe('a pool that begins to misbehave', () => {
  it.each<[string, Fault, string | null]>([
    ['answers nothing', noAnswers, 'PoolSilentError'],
    ['answers what nobody asked', wrongIds, 'PoolSilentError'],
    ['says a line without end', endlessLine(), 'LineTooLongError'],
    ['hangs up in the middle of a line', cutOff(0), null],
  ])('is left and found again when it %s', async (_, fault, name) => {
    const { pool, account } = await hostile('verus');
    const { link, jobs, reasons } = linkTo(account, 'verus', fastClock(10), {
      onGone: () => (pool.faults.pool = null),
    });
    const job = await until('work', () => jobs.at(-1));
    pool.faults.pool = fault;
    const submitted = link.submit(shareFor(job, 'me.rig', 1));
    // The pool heard it the first time, and says so the second.
    await expect(submitted).resolves.toMatchObject({ accepted: true });
    expect(reasons[0] instanceof Error ? reasons[0].name : null).toBe(name);
    expect(pool.accepted.size).toBe(1);
    expect(link.status).toMatchObject({ state: 'working', problem: null, reconnects: 1 });
  });

  it('is believed when it refuses', async () => {
    const { pool, account } = await hostile('verus');
    pool.faults.client = refusesAll;
    const { link, jobs } = linkTo(account, 'verus', systemClock);
    const job = await until('work', () => jobs.at(-1));
    const verdict = await link.submit(shareFor(job, 'me.rig', 1));
    expect(verdict).toMatchObject({ accepted: false, failure: { message: 'Refused' } });
  });
});
