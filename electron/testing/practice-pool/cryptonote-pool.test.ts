import { afterEach, describe, expect, it } from 'vitest';
import { toHex } from '../../protocols/stratum/bitcoin/hex.ts';
import {
  encodeGetJob,
  encodeKeepAlive,
  encodeLogin,
  encodeSubmit,
} from '../../protocols/stratum/cryptonote/client-messages.ts';
import type { CryptonoteShare } from '../../protocols/stratum/cryptonote/job.ts';
import { isNicehash, noncePrefixOf } from '../../protocols/stratum/cryptonote/nonce-prefix.ts';
import {
  decodeJobResult,
  decodeServerMessage,
  decodeSession,
} from '../../protocols/stratum/cryptonote/server-messages.ts';
import { difficultyOf, fullTarget } from '../../protocols/stratum/cryptonote/target.ts';
import { FakeClock } from '../fake-clock.ts';
import { openLineClient } from '../line-client.ts';
import { until } from '../until.ts';
import { startPracticePool, type PoolOptions, type PracticePool } from './practice-pool.ts';

const difficulty = 5_000;
let closing = new AsyncDisposableStack();

afterEach(async () => {
  const open = closing;
  closing = new AsyncDisposableStack();
  await open.disposeAsync();
});

async function openPool(options: PoolOptions & { nicehash?: boolean } = { difficulty }) {
  const clock = new FakeClock();
  const pool = await startPracticePool({ dialect: 'cryptonote', clock, ...options });
  return { pool: closing.use(pool), clock };
}

async function openMiner({ address }: PracticePool, user = 'wallet') {
  const client = closing.use(await openLineClient(address));
  let lastId = 0;
  const ask = async (encode: (id: number) => string) => {
    lastId += 1;
    client.send(encode(lastId));
    const message = decodeServerMessage(await client.line(`"id":${lastId},`));
    if (message.kind !== 'answer') throw new Error('no answer');
    return message;
  };
  const login = { user, password: 'x', userAgent: 'XMRig/6', algorithms: ['rx/0'] };
  const welcome = await ask((id) => encodeLogin(id, login));
  const session = welcome.error ? undefined : decodeSession(welcome.result);
  const submit = (share: Partial<CryptonoteShare>, sessionId = session?.sessionId ?? '') =>
    ask((id) => encodeSubmit(id, sessionId, { ...claimOf(session?.job.id), ...share }));
  return { client, ask, welcome, submit, session };
}

/** What a miner says who says that it has the best hash there is. */
function claimOf(jobId = '1', nonce = Uint8Array.of(1, 0, 0, 0)): CryptonoteShare {
  return { jobId, nonce, hash: new Uint8Array(32) };
}

const taken = { result: { status: 'OK' }, error: null };

describe('a client of the CryptoNote pool', () => {
  it('gets a session and its first job with its login, and what it claims is believed', async () => {
    const { pool } = await openPool();
    const { session, submit } = await openMiner(pool);
    expect(session).toMatchObject({
      sessionId: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      extensions: ['algo', 'keepalive'],
      job: { id: '1', algorithm: 'rx/0', height: 900_000 },
    });
    const { job } = session ?? {};
    expect(job?.blob).toHaveLength(76);
    expect(job?.seedHash).toHaveLength(32);
    expect(job && difficultyOf(job.target)).toBe(5_000n);
    await expect(submit({})).resolves.toMatchObject(taken);
    expect(pool.stats()).toMatchObject({ accepted: 1, rejected: 0, checkedWith: null });
  });

  it('has a session, and something to hash, that nobody else has, however often it comes', async () => {
    const { pool } = await openPool();
    const miners = await Promise.all([1, 2, 3].map(() => openMiner(pool)));
    const [again] = miners;
    await again?.ask((id) => encodeLogin(id, { ...emptyLogin, user: 'wallet' }));
    const { result } = decodeServerMessage(again?.client.lines.at(-1) ?? '') as { result: unknown };
    const sessions = [...miners.map(({ session }) => session), decodeSession(result)];
    expect(new Set(sessions.map((session) => session?.sessionId)).size).toBe(4);
    expect(
      new Set(sessions.map((session) => toHex(session?.job.blob ?? new Uint8Array()))).size,
    ).toBe(4);
  });

  it('is told new jobs, asks for them, and keeps the connection alive', async () => {
    const { pool, clock } = await openPool();
    const { ask, client, session } = await openMiner(pool);
    clock.advance(30_000);
    const pushed = decodeServerMessage(await client.line('"method":"job"'));
    expect(pushed).toMatchObject({ kind: 'job', job: { id: '2' } });
    const asked = await ask((id) => encodeGetJob(id, session?.sessionId ?? ''));
    expect(decodeJobResult(asked.result)).toMatchObject({ id: '3' });
    const kept = await ask((id) => encodeKeepAlive(id, session?.sessionId ?? ''));
    expect(kept.result).toEqual({ status: 'KEEPALIVED' });
  });

  it('leaves the highest byte of the nonce alone where the pool keeps it', async () => {
    const { pool } = await openPool({ difficulty, nicehash: true });
    const { session, submit } = await openMiner(pool);
    if (!session) throw new Error('no session');
    expect(session.extensions).toContain('nicehash');
    expect(isNicehash(session.job, session.extensions)).toBe(true);
    const prefix = noncePrefixOf(session.job.blob);
    const other = await submit({ nonce: Uint8Array.of(1, 0, 0, prefix ^ 1) });
    expect(other.error?.message).toBe('The nonce has not the prefix of this client');
    await expect(submit({ nonce: Uint8Array.of(1, 0, 0, prefix) })).resolves.toMatchObject(taken);
  });
});

const emptyLogin = { user: '', password: '', userAgent: '', algorithms: [] };

describe('a CryptoNote share is refused', () => {
  it.each([
    ['of a job that never was', { jobId: '99' }, 'Invalid job id', 'unknown-job'],
    [
      'whose hash does not reach the target',
      { hash: new Uint8Array(32).fill(0xff) },
      'Low difficulty share',
      'low-difficulty',
    ],
  ] as const)('%s', async (_what, share, message, reason) => {
    const { pool } = await openPool();
    const { submit } = await openMiner(pool);
    const { error } = await submit(share);
    expect(error).toEqual({ code: -1, message });
    expect(pool.stats().byReason[reason]).toBe(1);
  });

  it('whose hash misses the target by one, but not one that equals it', async () => {
    const { pool } = await openPool();
    const { session, submit } = await openMiner(pool);
    const target = fullTarget(session?.job.target ?? new Uint8Array(4));
    const above = target.with(31, (target[31] ?? 0) + 1);
    expect((await submit({ hash: above })).error?.message).toBe('Low difficulty share');
    await expect(submit({ hash: target })).resolves.toMatchObject(taken);
  });

  it('that comes again, also with another hash', async () => {
    const { pool } = await openPool();
    const { submit } = await openMiner(pool);
    await submit({});
    const { error } = await submit({ hash: new Uint8Array(32).fill(0, 1) });
    expect(error).toEqual({ code: -1, message: 'Duplicate share' });
  });

  it('of another session, and before any login', async () => {
    const { pool } = await openPool();
    const { submit } = await openMiner(pool);
    expect((await submit({}, 'another')).error?.message).toBe('Unauthenticated');
    const stranger = await openMiner(pool, '');
    expect(stranger.welcome.error?.message).toBe('Invalid address used for login');
    expect((await stranger.submit({})).error?.message).toBe('Unauthenticated');
    expect(pool.stats().byReason['not-subscribed']).toBe(2);
  });

  it('when its block is over', async () => {
    const { pool, clock } = await openPool();
    const { client, submit } = await openMiner(pool);
    pool.nextJob(true);
    await until('the new block', () => client.lines.some((line) => line.includes('900001')));
    clock.advance(1_001);
    expect((await submit({})).error?.message).toBe('Block expired');
  });
});
