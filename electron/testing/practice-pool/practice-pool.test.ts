import { afterEach, describe, expect, it } from 'vitest';
import { loadKernel } from '../../platform/kernels/load-kernel.ts';
import { blockHeader } from '../../protocols/stratum/bitcoin/block-header.ts';
import {
  encodeSubmit,
  encodeSuggestDifficulty,
} from '../../protocols/stratum/bitcoin/client-messages.ts';
import { targetBytes, targetOf } from '../../protocols/stratum/bitcoin/difficulty.ts';
import type { Extranonce, StratumJob, StratumShare } from '../../protocols/stratum/bitcoin/job.ts';
import {
  decodeServerMessage,
  decodeSubscription,
  type ServerMessage,
} from '../../protocols/stratum/bitcoin/server-messages.ts';
import { encodeRequest } from '../../protocols/stratum/envelope.ts';
import { FakeClock } from '../fake-clock.ts';
import { sha256d } from '../sha256d.ts';
import { until } from '../until.ts';
import { startPracticePool, type PoolOptions, type PracticePool } from './practice-pool.ts';
import type { RejectReason } from './pool-stats.ts';
import { openClient, type TestClient } from './test-client.ts';
import { encodeAuthorize, encodeSubscribe } from '../../protocols/stratum/mining-login.ts';

type Client = TestClient<ServerMessage, Extranonce, StratumShare>;

const openTestClient = (address: string): Promise<Client> =>
  openClient(address, {
    decode: decodeServerMessage,
    encodeSubscribe,
    decodeSubscription,
    encodeAuthorize,
    encodeSubmit,
  });

/** Some four thousand hashes a share. */
const difficulty = 1e-6;

const kernel = await loadKernel('sha256d');
let closing = new AsyncDisposableStack();

afterEach(async () => {
  const open = closing;
  closing = new AsyncDisposableStack();
  await open.disposeAsync();
});

async function openPool(
  options: PoolOptions = { difficulty },
): Promise<{ pool: PracticePool; clock: FakeClock }> {
  const clock = new FakeClock();
  const pool = await startPracticePool({ kernel, clock, ...options });
  closing.use(pool);
  return { pool, clock };
}

interface Miner extends Client {
  readonly extranonce: Extranonce;
  /** A share of the newest job that reaches the difficulty. */
  find(job?: StratumJob, from?: number): Promise<StratumShare>;
}

async function openMiner(pool: PracticePool, worker = 'worker'): Promise<Miner> {
  const client = closing.use(await openTestClient(pool.address));
  const extranonce = await client.subscribe();
  await client.authorize(worker);
  return {
    ...client,
    get closed() {
      return client.closed;
    },
    extranonce,
    async find(chosen, from = 0) {
      const job = chosen ?? (await client.latest('job')).job;
      const { difficulty } = await client.latest('difficulty');
      const target = targetBytes(targetOf(difficulty));
      const share = { worker, jobId: job.id, extranonce2: new Uint8Array(4), time: job.time };
      const { extranonce1 } = extranonce;
      const header = blockHeader(job, { ...share, extranonce1, nonce: 0 }, sha256d);
      using prepared = kernel.prepareJob(header);
      const found = prepared.scan(new Uint8Array(4), target, from, 2 ** 26);
      if (found === null) throw new Error('no nonce was found');
      return { ...share, nonce: found.nonce };
    },
  };
}

const taken = { result: true, error: null };

describe('a client of the practice pool', () => {
  it('gets a difficulty and a job, and its share is accepted', async () => {
    const { pool } = await openPool();
    const miner = await openMiner(pool);
    expect(miner.extranonce).toMatchObject({ extranonce2Bytes: 4 });
    expect(miner.messages.slice(1, 3)).toMatchObject([
      { kind: 'difficulty', difficulty },
      { kind: 'job', job: { bits: 0x1d00_ffff, cleanJobs: false } },
    ]);
    await expect(miner.submit(await miner.find())).resolves.toMatchObject(taken);
    expect(pool.stats()).toMatchObject({ clients: 1, accepted: 1, rejected: 0 });
  });

  it('is alone with its extranonce', async () => {
    const { pool } = await openPool();
    const miners = await Promise.all([1, 2, 3].map(() => openMiner(pool)));
    const extranonces = miners.map(({ extranonce }) => String(extranonce.extranonce1));
    expect(new Set(extranonces).size).toBe(3);
    expect(pool.stats().clients).toBe(3);
  });

  it('may send shares of every job of the block', async () => {
    const { pool, clock } = await openPool();
    const miner = await openMiner(pool);
    const { job } = await miner.latest('job');
    clock.advance(60_000);
    await until('two more jobs', () => miner.messages.filter(isJob).length === 3);
    await expect(miner.submit(await miner.find(job))).resolves.toMatchObject(taken);
    await expect(miner.submit(await miner.find())).resolves.toMatchObject(taken);
  });

  it('is not punished for a share that was on its way when a block came', async () => {
    const { pool, clock } = await openPool();
    const miner = await openMiner(pool);
    const share = await miner.find();
    clock.advance(300_000);
    await until('a new block', () => miner.messages.findLast(isJob)?.job.cleanJobs);
    await expect(miner.submit(share)).resolves.toMatchObject(taken);
  });

  it('is gone from the statistics when it leaves', async () => {
    const { pool } = await openPool();
    const client = await openTestClient(pool.address);
    await client.subscribe();
    expect(pool.stats().clients).toBe(1);
    await client[Symbol.asyncDispose]();
    await until('the client to be gone', () => pool.stats().clients === 0);
  });
});

describe('a share is refused', () => {
  it('as unknown when its job never was', async () => {
    const { pool } = await openPool();
    const miner = await openMiner(pool);
    const share = { ...(await miner.find()), jobId: 'dead' };
    await expect(refusal(pool, miner, share)).resolves.toEqual({
      reason: 'unknown-job',
      code: 21,
      message: 'Job not found',
    });
  });

  it('as stale when its block is over', async () => {
    const { pool, clock } = await openPool();
    const miner = await openMiner(pool);
    const share = await miner.find();
    clock.advance(301_001);
    await expect(refusal(pool, miner, share)).resolves.toEqual({
      reason: 'stale',
      code: 21,
      message: 'Stale share',
    });
  });

  it('as duplicate when it comes again, and under the id of another job, too', async () => {
    const { pool } = await openPool();
    const miner = await openMiner(pool);
    const share = await miner.find();
    await miner.submit(share);
    await expect(refusal(pool, miner, share)).resolves.toEqual({
      reason: 'duplicate',
      code: 22,
      message: 'Duplicate share',
    });
    // Subscribing again gives the same work under another id.
    await miner.subscribe();
    const { job } = await miner.latest('job');
    expect(job.id).not.toBe(share.jobId);
    await expect(refusal(pool, miner, { ...share, jobId: job.id })).resolves.toEqual({
      reason: 'duplicate',
      code: 22,
      message: 'Duplicate share',
    });
  });

  it('as too easy when it does not reach the difficulty', async () => {
    const { pool } = await openPool();
    const miner = await openMiner(pool);
    const share = await miner.find();
    let nonce = share.nonce + 1;
    while ((await miner.find(undefined, nonce)).nonce === nonce) nonce += 1;
    await expect(refusal(pool, miner, { ...share, nonce })).resolves.toEqual({
      reason: 'low-difficulty',
      code: 23,
      message: 'Low difficulty share',
    });
  });

  it('for a worker that did not log in', async () => {
    const { pool } = await openPool();
    const miner = await openMiner(pool);
    const share = { ...(await miner.find()), worker: 'somebody' };
    await expect(refusal(pool, miner, share)).resolves.toEqual({
      reason: 'unauthorized',
      code: 24,
      message: 'Unauthorized worker',
    });
  });

  it('from one that did not subscribe', async () => {
    const { pool } = await openPool();
    const client = closing.use(await openTestClient(pool.address));
    await client.authorize('worker');
    const share = {
      worker: 'worker',
      jobId: '1',
      extranonce2: new Uint8Array(4),
      time: 0,
      nonce: 0,
    };
    await expect(refusal(pool, client, share)).resolves.toEqual({
      reason: 'not-subscribed',
      code: 25,
      message: 'Not subscribed',
    });
  });

  it('when its time is before the job, or too far ahead', async () => {
    const { pool, clock } = await openPool();
    const miner = await openMiner(pool);
    const share = await miner.find();
    const now = clock.now() / 1_000;
    for (const time of [now - 1, now + 7_201]) {
      await expect(refusal(pool, miner, { ...share, time })).resolves.toEqual({
        reason: 'time-out-of-range',
        code: 20,
        message: 'Time out of range',
      });
    }
  });

  it('when its extranonce has another length', async () => {
    const { pool } = await openPool();
    const miner = await openMiner(pool);
    const share = { ...(await miner.find()), extranonce2: new Uint8Array(3) };
    await expect(refusal(pool, miner, share)).resolves.toEqual({
      reason: 'malformed',
      code: 20,
      message: 'Malformed share',
    });
  });

  it('when it cannot be read', async () => {
    const { pool } = await openPool();
    const miner = await openMiner(pool);
    miner.send(encodeRequest(7, 'mining.submit', ['worker', '1', 'xx', '0', '0']));
    await expect(miner.answer(7)).resolves.toMatchObject({ error: { code: 20 } });
    expect(pool.stats().byReason.malformed).toBe(1);
  });
});

describe('the practice pool', () => {
  it('raises the difficulty of a fast client, and gives it a job of that difficulty', async () => {
    const { pool, clock } = await openPool({});
    const miner = await openMiner(pool);
    const { difficulty: first } = await miner.latest('difficulty');
    for (let nonce = 0; ;) {
      const share = await miner.find(undefined, nonce);
      clock.advance(10);
      await expect(miner.submit(share)).resolves.toMatchObject(taken);
      if (miner.messages.filter(({ kind }) => kind === 'difficulty').length > 1) break;
      nonce = share.nonce + 1;
    }
    expect(pool.stats().accepted).toBe(4);
    const { difficulty } = await miner.latest('difficulty');
    expect(difficulty).toBeGreaterThan(first * 50);
    expect(miner.messages.at(-1)).toMatchObject({ kind: 'job' });
  });

  it('takes a suggested difficulty', async () => {
    const { pool } = await openPool({});
    const miner = await openMiner(pool);
    miner.send(encodeSuggestDifficulty(9, 0.5));
    await expect(miner.answer(9)).resolves.toMatchObject(taken);
    await until('the difficulty', () =>
      miner.messages.some((each) => each.kind === 'difficulty' && each.difficulty === 0.5),
    );
  });

  it('refuses a login without a name, and what it does not know', async () => {
    const { pool } = await openPool();
    const client = closing.use(await openTestClient(pool.address));
    await expect(client.authorize('')).resolves.toMatchObject({ error: { code: 24 } });
    client.send(encodeRequest(5, 'mining.dance', []));
    await expect(client.answer(5)).resolves.toMatchObject({ error: { code: 20 } });
    expect(pool.stats().rejected).toBe(0);
  });

  it('sends away who talks nonsense', async () => {
    const { pool } = await openPool();
    const client = closing.use(await openTestClient(pool.address));
    client.send('GET / HTTP/1.1\r\n'.repeat(20));
    await until('the end', () => client.closed);
    expect(client.messages).toHaveLength(20);
  });

  it('sends away who sends an endless line', async () => {
    const { pool } = await openPool();
    const client = closing.use(await openTestClient(pool.address));
    client.send('x'.repeat(5_000));
    await until('the end', () => client.closed);
    expect(pool.stats().clients).toBe(0);
  });

  it('sends away who floods it', async () => {
    const { pool } = await openPool();
    const miner = await openMiner(pool);
    const share = { ...(await miner.find()), jobId: 'dead' };
    miner.send(encodeSubmit(1, share).repeat(2_500));
    await until('the end', () => miner.closed);
    expect(pool.stats().byReason['unknown-job']).toBeLessThan(2_000);
  });

  it('sends away who never subscribes, and who has not been heard of for ten minutes', async () => {
    const { pool, clock } = await openPool();
    const idle = closing.use(await openTestClient(pool.address));
    const miner = await openMiner(pool);
    clock.advance(12_000);
    await until('the end of the idle one', () => idle.closed);
    expect(miner.closed).toBe(false);
    clock.advance(600_000);
    await until('the end of the silent one', () => miner.closed);
  });

  it('takes 64 clients and no more', async () => {
    const { pool } = await openPool();
    const clients = await Promise.all(
      Array.from({ length: 64 }, async () => closing.use(await openTestClient(pool.address))),
    );
    await until('all to be in', () => pool.stats().clients === 64);
    const oneMore = closing.use(await openTestClient(pool.address));
    await until('the end of the last one', () => oneMore.closed);
    expect(clients.filter(({ closed }) => closed)).toEqual([]);
  });

  it('leaves no timer, no connection and no port behind', async () => {
    const { pool, clock } = await openPool();
    const miner = await openMiner(pool);
    await pool[Symbol.asyncDispose]();
    expect(clock.pending).toBe(0);
    await until('the end', () => miner.closed);
    await expect(openTestClient(pool.address)).rejects.toThrow('connection refused');
  });

  it('says when its port is taken', async () => {
    const { pool } = await openPool();
    const port = Number(pool.address.split(':')[1]);
    await expect(openPool({ port })).rejects.toMatchObject({ code: 'port-in-use' });
  });
});

const isJob = (message: ServerMessage) => message.kind === 'job';

/** Sends a share that is refused. @returns why, as the client and the statistics have it */
async function refusal(pool: PracticePool, client: Client, share: StratumShare) {
  const before = pool.stats();
  const { result, error } = await client.submit(share);
  const after = pool.stats();
  const [reason] = Object.entries(after.byReason).filter(
    ([name, count]) => count === before.byReason[name as RejectReason] + 1,
  );
  if (result !== null || after.accepted > before.accepted) throw new Error('it was accepted');
  return { reason: reason?.[0], ...error };
}
