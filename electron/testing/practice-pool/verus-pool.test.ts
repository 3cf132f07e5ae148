import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { loadKernel } from '../../platform/kernels/load-kernel.ts';
import type { Kernel, PreparedJob } from '../../platform/kernels/kernel.ts';
import { sessionIdOf } from '../../protocols/stratum/bitcoin/server-messages.ts';
import { encodeRequest } from '../../protocols/stratum/envelope.ts';
import {
  headerNonce,
  nonceSpaceOffset,
  verusHeader,
} from '../../protocols/stratum/verus/block-header.ts';
import {
  encodeGetTransactions,
  encodePbaasSubscribe,
  encodePing,
  encodeSubmit,
} from '../../protocols/stratum/verus/client-messages.ts';
import type { VerusJob, VerusShare } from '../../protocols/stratum/verus/job.ts';
import { firstPreHeaderHashOffset, preHeaderOf } from '../../protocols/stratum/verus/pre-header.ts';
import {
  decodeServerMessage,
  decodeSubscription,
  type ServerMessage,
} from '../../protocols/stratum/verus/server-messages.ts';
import {
  isHeaderNonceFree,
  nonceSpace,
  submittedSolution,
} from '../../protocols/stratum/verus/solution.ts';
import { reaches, shareTarget } from '../../protocols/stratum/verus/target.ts';
import { FakeClock } from '../fake-clock.ts';
import { until } from '../until.ts';
import { blake2b256 } from './dialects/blake2b-256.ts';
import type { RejectReason } from './pool-stats.ts';
import { startPracticePool, type PoolOptions, type PracticePool } from './practice-pool.ts';
import { openClient, type TestClient } from './test-client.ts';
import {
  encodeAuthorize,
  encodeExtranonceSubscribe,
  encodeSubscribe,
} from '../../protocols/stratum/mining-login.ts';

/** Some sixteen hashes a share. */
const difficulty = 1 / 512;

/** A kernel that is quick to understand: SHA-256 of the solution, whatever stands before it. */
class StubKernel {
  readonly backend = 'wasm';
  readonly path = 'stub';
  readonly headers: Uint8Array[] = [];
  /** Jobs that have not been disposed. */
  open = 0;
  /** What every share hashes to, where a test wants something special. */
  answer: Uint8Array | null = null;

  readonly hash = (bytes: Uint8Array): Uint8Array =>
    new Uint8Array(createHash('sha256').update(bytes).digest());

  readonly prepareJob: Kernel['prepareJob'] = (header, rule): PreparedJob => {
    if (rule !== 'pool' || header.length !== 1_487) throw new Error('no job of a pool');
    this.headers.push(header);
    this.open += 1;
    const start = header.slice(143, nonceSpaceOffset);
    return {
      check: (tail) => this.answer ?? this.hash(Buffer.concat([start, tail])),
      scan: () => null,
      [Symbol.dispose]: () => {
        this.open -= 1;
      },
    };
  };
}

type Client = TestClient<ServerMessage, Uint8Array, VerusShare>;

let closing = new AsyncDisposableStack();

afterEach(async () => {
  const open = closing;
  closing = new AsyncDisposableStack();
  await open.disposeAsync();
});

async function openPool(
  { kernel: checker, ...options }: PoolOptions & { kernel?: Kernel } = { difficulty },
) {
  const clock = new FakeClock();
  const kernel = new StubKernel();
  const parts = { dialect: 'verus', kernel: checker ?? kernel, clock } as const;
  const pool = await startPracticePool({ ...parts, ...options });
  closing.use(pool);
  return { pool, clock, kernel };
}

async function openTestClient(pool: PracticePool): Promise<Client> {
  const client = await openClient(pool.address, {
    decode: decodeServerMessage,
    encodeSubscribe,
    decodeSubscription,
    encodeAuthorize,
    encodeSubmit,
  });
  return closing.use(client);
}

interface Miner {
  readonly client: Client;
  readonly extranonce1: Uint8Array;
  /** A share of the newest job, good or too bad. */
  readonly find: (isGood?: boolean, middle?: Uint8Array) => Promise<VerusShare>;
}

async function openMiner(pool: PracticePool, kernel: StubKernel): Promise<Miner> {
  const client = await openTestClient(pool);
  const extranonce1 = await client.subscribe();
  await client.authorize('wallet.rig');
  return {
    client,
    extranonce1,
    async find(isGood = true, middle = new Uint8Array()) {
      const { job } = await client.latest('job');
      const { target } = await client.latest('target');
      for (let counter = 0; ; counter += 1) {
        const solution = submittedSolution(job, nonceSpace({ extranonce1, middle, counter }));
        if (reaches(kernel.hash(solution), target) === isGood) return shareOf(job, solution);
      }
    },
  };
}

function shareOf(job: VerusJob, solution: Uint8Array): VerusShare {
  const nonce2 = new Uint8Array(28);
  return { worker: 'wallet.rig', jobId: job.id, time: job.time, nonce2, solution };
}

const taken = { result: true, error: null };

describe('a client of the Verus pool', () => {
  it('gets an extranonce, a target and a job, in this order, and its share is accepted', async () => {
    const { pool, kernel } = await openPool();
    const { client, extranonce1, find } = await openMiner(pool, kernel);
    expect(extranonce1).toHaveLength(4);
    expect(client.messages.slice(0, 3)).toMatchObject([
      { kind: 'answer', result: [expect.anything(), expect.stringMatching(/^[0-9a-f]{8}$/)] },
      { kind: 'target', target: shareTarget(difficulty) },
      { kind: 'job', job: { version: 0x0001_0004, cleanJobs: false } },
    ]);
    await expect(client.submit(await find())).resolves.toMatchObject(taken);
    expect(pool.stats()).toMatchObject({ clients: 1, accepted: 1, rejected: 0 });
  });

  it('gets a merge-mined job that commits to a header with a nonce it does not know', async () => {
    const { pool, kernel } = await openPool();
    const { client } = await openMiner(pool, kernel);
    const { job } = await client.latest('job');
    expect(isHeaderNonceFree(job.solution)).toBe(false);
    const [header = new Uint8Array()] = kernel.headers;
    const nonce = header.slice(108, 140);
    expect(verusHeader(job, nonce)).toEqual(header);
    expect(nonce).not.toEqual(new Uint8Array(32));
    expect(job.solution.slice(firstPreHeaderHashOffset, firstPreHeaderHashOffset + 32)).toEqual(
      blake2b256(preHeaderOf(header), 'VerusDefaultHash'),
    );
    // The end of a chain: its hash has zeros where the most significant digits are.
    expect(job.previousHash.slice(28)).toEqual(new Uint8Array(4));
  });

  it('is alone with its extranonce', async () => {
    const { pool, kernel } = await openPool();
    const miners = await Promise.all([1, 2, 3].map(() => openMiner(pool, kernel)));
    expect(new Set(miners.map(({ extranonce1 }) => String(extranonce1))).size).toBe(3);
  });

  it('comes again with its session, as ccminer does, and goes on with what it had', async () => {
    const { pool, kernel } = await openPool();
    const miner = await openMiner(pool, kernel);
    const { result } = miner.client.messages.find((each) => each.kind === 'answer') ?? {};
    const [late, known] = [await miner.find(), await miner.find(true, Uint8Array.of(1))];
    await miner.client.submit(known);
    await miner.client[Symbol.asyncDispose]();
    await until('it to be gone', () => pool.stats().clients === 0);

    const again = await openTestClient(pool);
    await expect(again.subscribe(sessionIdOf(result))).resolves.toEqual(miner.extranonce1);
    await again.authorize('wallet.rig');
    await expect(again.submit(late)).resolves.toMatchObject(taken);
    await expect(again.submit(known)).resolves.toMatchObject({ error: { code: 22 } });
  });

  it('may have something between the extranonce and the counter', async () => {
    const { pool, kernel } = await openPool();
    const { client, find } = await openMiner(pool, kernel);
    const share = await find(true, new Uint8Array(7).fill(5));
    await expect(client.submit(share)).resolves.toMatchObject(taken);
  });

  it('is answered what miners ask besides', async () => {
    const { pool, kernel } = await openPool();
    const { client } = await openMiner(pool, kernel);
    client.send(encodePing() + encodeExtranonceSubscribe(1) + encodePbaasSubscribe(2));
    client.send(encodeGetTransactions(3, '1') + encodeRequest(4, 'mining.dance', []));
    await expect(client.answer(4)).resolves.toMatchObject({ error: { code: 20 } });
    expect(client.messages.slice(-4)).toMatchObject([
      { id: 1, ...taken },
      { id: 2, ...taken },
      { id: null, result: [] },
      { id: 4 },
    ]);
    expect(pool.stats().rejected).toBe(0);
  });

  it('gets an easier target while it finds nothing, and a job of that target', async () => {
    const { pool, clock, kernel } = await openPool({});
    const { client } = await openMiner(pool, kernel);
    const first = await client.latest('target');
    expect(first.target).toEqual(shareTarget(12));
    clock.advance(25_000);
    await until('the next target', () => client.messages.filter(isTarget).length > 1);
    const { target } = await client.latest('target');
    expect(target).toEqual(shareTarget(1));
    await until('its job', () => client.messages.at(-1)?.kind === 'job');
  });

  it('may send shares of every job of the block, and for a second of the last one', async () => {
    const { pool, clock, kernel } = await openPool();
    const { client, find } = await openMiner(pool, kernel);
    const first = await find();
    clock.advance(270_000);
    await until('the last job of the block', () => client.messages.filter(isJob).length === 10);
    await expect(client.submit(first)).resolves.toMatchObject(taken);
    const last = await find();
    clock.advance(31_000);
    await until('a new block', () => client.messages.findLast(isJob)?.job.cleanJobs);
    await expect(client.submit(last)).resolves.toMatchObject(taken);
    clock.advance(1);
    const { error } = await client.submit(last);
    expect(error).toEqual({ code: 21, message: 'job not found' });
    expect(pool.stats().byReason.stale).toBe(1);
  });
});

describe('a Verus share is refused', () => {
  const cases: [
    what: string,
    change: (share: VerusShare, miner: Miner) => Partial<VerusShare>,
    refusal: { reason: RejectReason; code: number; message: string },
  ][] = [
    [
      'of a job that never was',
      () => ({ jobId: 'dead' }),
      { reason: 'unknown-job', code: 21, message: 'job not found' },
    ],
    [
      'with a time of its own',
      ({ time }) => ({ time: time + 1 }),
      { reason: 'time-out-of-range', code: 20, message: 'ntime out of range' },
    ],
    [
      'with a nonce that is too short',
      () => ({ nonce2: new Uint8Array(27) }),
      { reason: 'malformed', code: 20, message: 'incorrect size of nonce' },
    ],
    [
      'with a solution of another version',
      ({ solution }) => ({ solution: solution.with(0, 6) }),
      { reason: 'malformed', code: 20, message: 'invalid solution version (6), expected 7' },
    ],
    [
      'without the extranonce of the pool',
      ({ solution }) => ({ solution: Uint8Array.from(solution).fill(0, 1_329) }),
      { reason: 'malformed', code: 20, message: 'invalid solution, pool nonce missing' },
    ],
    [
      'with the roots cleared, as they are hashed',
      ({ solution }) => ({ solution: Uint8Array.from(solution).fill(0, 8, 72) }),
      { reason: 'malformed', code: 20, message: 'invalid solution, not that of the job' },
    ],
    [
      'of a worker that did not log in',
      () => ({ worker: 'somebody' }),
      { reason: 'unauthorized', code: 24, message: 'unauthorized worker' },
    ],
  ];

  it.each(cases)('%s', async (_what, change, expected) => {
    const { pool, kernel } = await openPool();
    const miner = await openMiner(pool, kernel);
    const share = await miner.find();
    const { result, error } = await miner.client.submit({ ...share, ...change(share, miner) });
    const { reason, ...failure } = expected;
    expect(result).toBeNull();
    expect(error).toEqual(failure);
    expect(pool.stats()).toMatchObject({ accepted: 0, rejected: 1, byReason: { [reason]: 1 } });
    // What was refused took nothing from the good one.
    await expect(miner.client.submit(share)).resolves.toMatchObject(taken);
  });

  it('that comes again, even with another nonce in the header, which is not hashed', async () => {
    const { pool, kernel } = await openPool();
    const { client, find } = await openMiner(pool, kernel);
    const share = await find();
    await client.submit(share);
    for (const nonce2 of [share.nonce2, new Uint8Array(28).fill(1)]) {
      const { error } = await client.submit({ ...share, nonce2 });
      expect(error).toEqual({ code: 22, message: 'duplicate share' });
    }
    expect(pool.stats().byReason.duplicate).toBe(2);
  });

  it('that does not reach the target, and told what it reaches', async () => {
    const { pool, kernel } = await openPool();
    const { client, find } = await openMiner(pool, kernel);
    const { error } = await client.submit(await find(false));
    expect(error).toMatchObject({
      code: 23,
      message: expect.stringMatching(/^low difficulty share of 0\.00\d+$/) as unknown,
    });
    expect(pool.stats().byReason['low-difficulty']).toBe(1);
  });

  it('that misses the target by one, but not one that equals it', async () => {
    const { pool, kernel } = await openPool();
    const { client, find } = await openMiner(pool, kernel);
    const { target } = await client.latest('target');
    kernel.answer = target.with(0, (target[0] ?? 0) + 1);
    const { error } = await client.submit(await find());
    expect(error).toMatchObject({ code: 23 });
    kernel.answer = target;
    const other = await find(true, Uint8Array.of(1));
    await expect(client.submit(other)).resolves.toMatchObject(taken);
  });

  it('from one that did not subscribe', async () => {
    const { pool } = await openPool();
    const client = await openTestClient(pool);
    await client.authorize('wallet.rig');
    const share = shareOf({ id: '1', time: 0 } as VerusJob, new Uint8Array(1_344));
    const { error } = await client.submit(share);
    expect(error).toEqual({ code: 25, message: 'not subscribed' });
  });

  it('that cannot be read', async () => {
    const { pool, kernel } = await openPool();
    const { client } = await openMiner(pool, kernel);
    client.send(encodeRequest(7, 'mining.submit', ['wallet.rig', '1', '00000000', '', 'fd4005']));
    const { error } = await client.answer(7);
    expect(error).toEqual({
      code: 20,
      message: 'mining.submit: 4 must be 2694 hexadecimal digits.',
    });
    expect(pool.stats().byReason.malformed).toBe(1);
  });
});

describe('the jobs of the Verus pool', () => {
  it('are given back when they are over, and with the pool', async () => {
    const { pool, clock, kernel } = await openPool();
    clock.advance(270_000);
    expect(kernel.open).toBe(10);
    // The block of the first ten is over, and its second of grace when there is the next job.
    clock.advance(60_000);
    expect(kernel.open).toBe(2);
    await pool[Symbol.asyncDispose]();
    expect(kernel.open).toBe(0);
    expect(clock.pending).toBe(0);
  });

  it('differ from each other', async () => {
    const { clock, kernel } = await openPool();
    clock.advance(270_000);
    expect(new Set(kernel.headers.map(String)).size).toBe(10);
  });
});

describe('with the real VerusHash', () => {
  it('takes what a miner finds that clears without a look', async () => {
    const miner = await loadKernel('verushash', { path: 'portable' });
    const checker = await loadKernel('verushash', { backend: 'wasm' });
    const { pool } = await openPool({ kernel: checker, difficulty: 0.1 });
    const client = await openTestClient(pool);
    const extranonce1 = await client.subscribe();
    await client.authorize('wallet.rig');
    const { job } = await client.latest('job');
    const { target } = await client.latest('target');

    const header = verusHeader(job, headerNonce(extranonce1));
    using prepared = miner.prepareJob(header, 'miner');
    const found = prepared.scan(nonceSpace({ extranonce1 }), target, 0, 2 ** 20);
    if (!found) throw new Error('no nonce was found');
    const space = nonceSpace({ extranonce1, counter: found.nonce });
    const share = shareOf(job, submittedSolution(job, space));
    await expect(client.submit(share)).resolves.toMatchObject(taken);
    expect(pool.stats()).toMatchObject({ accepted: 1, rejected: 0 });
  });
});

const isTarget = (message: ServerMessage) => message.kind === 'target';
const isJob = (message: ServerMessage) => message.kind === 'job';
