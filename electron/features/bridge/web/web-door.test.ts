import { afterEach, describe, expect, it } from 'vitest';
import { loadKernel } from '../../../platform/kernels/load-kernel.ts';
import {
  headerNonce,
  nonceSpaceOffset,
  verusHeader,
} from '../../../protocols/stratum/verus/block-header.ts';
import { nonceSpace, submittedSolution } from '../../../protocols/stratum/verus/solution.ts';
import { verusJob } from '../../../testing/bridge/sample-jobs.ts';
import { openTestBridge } from '../../../testing/bridge/test-bridge.ts';
import { TestWebClient, type Message } from '../../../testing/bridge/web-client.ts';
import { until } from '../../../testing/until.ts';
import {
  PoolBusyError,
  PoolLostError,
  StaleShareError,
} from '../../../pool-session/pool-errors.ts';
import type { ShareVerdict, VerusPoolJob } from '../../../pool-session/pool-session.ts';
import { isWithin } from '../core/aim.ts';

const kernel = await loadKernel('verushash');
const kernels = { name: 'test', hash: kernel, solutions: null };

let closing = new AsyncDisposableStack();
afterEach(async () => {
  const open = closing;
  closing = new AsyncDisposableStack();
  await open.disposeAsync();
});

async function open(options: Parameters<typeof openTestBridge>[0] = {}) {
  const opened = await openTestBridge({ kernels, ...options });
  closing.use(opened.bridge);
  const connect = async (path = '', more: Parameters<typeof TestWebClient.open>[1] = {}) =>
    closing.use(await TestWebClient.open(opened.webUrl + path, more));
  return { ...opened, connect };
}

interface Work {
  readonly data: number[];
  readonly target: number[];
  readonly solution: number[];
  readonly extra: number[];
  readonly job_id: string;
  readonly xnonce1: number[];
  readonly xnonce2: number[];
  readonly [more: string]: unknown;
}

const workOf = (message: Message): Work => message['work'] as Work;

/** The first counter whose hash reaches the target, as a miner of spec 001 finds it. */
function mine(work: Work, reaches = true): number {
  const header = headerOf(work);
  const target = new Uint8Array(Uint32Array.from(work.target).buffer);
  using prepared = kernel.prepareJob(header, 'miner');
  for (let nonce = 0; nonce < 100_000; nonce += 1) {
    const tail = header.slice(nonceSpaceOffset);
    new DataView(tail.buffer).setUint32(11, nonce, true);
    if (isWithin(prepared.check(tail), target) === reaches) return nonce;
  }
  throw new Error('nothing found');
}

function headerOf({ data, solution }: Work): Uint8Array {
  const header = new Uint8Array(1_487);
  header.set(new Uint8Array(Uint32Array.from(data).buffer).subarray(0, 140));
  header.set([0xfd, 0x40, 0x05], 140);
  header.set(solution, 143);
  return header;
}

describe('work of spec 001', () => {
  it.each(['180000', '18000000', '1800000001', '1800000000000001'])(
    'is the header of the pool with the part of the client, where the pool has %s',
    async (extranonce1) => {
      const { link, connect } = await open();
      const job = verusJob('a', { extranonce1 });
      link.announce(job);
      const client = await connect();
      const message = await client.latest('work');
      const work = workOf(message);
      const pool = [...job.extranonce1];
      const own = pool.length <= 4 ? [0, 0, 1] : [0, 1];
      // What is left of xnonce2 tells the job from the same job under another id.
      const round = work.xnonce2.slice(own.length);
      const mine = Uint8Array.from([...pool, ...own, ...round]);
      const nonce = headerNonce(mine);
      const expected = verusHeader(
        {
          ...job.job,
          solution: submittedSolution(job.job, nonceSpace({ extranonce1: mine })),
        },
        nonce,
      );
      expect(Buffer.from(headerOf(work)).equals(expected)).toBe(true);
      expect(message.type).toBe('work');
      expect(Object.keys(work).toSorted()).toEqual([
        'data',
        'extra',
        'job_id',
        'max_nonce',
        'ntime',
        'solution',
        'start_nonce',
        'target',
        'targetdiff',
        'xnonce1',
        'xnonce1Size',
        'xnonce2',
        'xnonce2Size',
      ]);
      expect(work.data).toHaveLength(48);
      expect(work.data.slice(35)).toEqual([0x80, ...Array<number>(12).fill(0)]);
      expect(work.solution).toHaveLength(1_344);
      expect(work.extra).toEqual([
        0xfd,
        0x40,
        0x05,
        ...work.solution,
        ...Array<number>(41).fill(0),
      ]);
      expect(work.target).toHaveLength(8);
      expect(new Uint8Array(Uint32Array.from(work.target).buffer)).toEqual(job.target);
      expect(work).toMatchObject({
        start_nonce: 0,
        max_nonce: 4_294_967_295,
        ntime: 'fc49016b',
        xnonce1: pool,
        xnonce1Size: pool.length,
        xnonce2Size: work.xnonce2.length,
      });
      expect(work.xnonce2.slice(0, own.length)).toEqual(own);
    },
  );

  it('leads to other hashes where the pool gives the same job under another id', async () => {
    const { link, connect } = await open();
    const job = verusJob('a');
    link.announce(job);
    const client = await connect();
    const first = workOf(await client.latest('work'));
    link.announce({ ...job, job: { ...job.job, id: 'b' } });
    const second = workOf(await client.latest('work', 2));
    expect(second.solution.slice(0, -15)).toEqual(first.solution.slice(0, -15));
    expect(second.solution).not.toEqual(first.solution);
    expect(second.extra).not.toEqual(first.extra);
    expect(second.xnonce2).not.toEqual(first.xnonce2);
  });

  it('is not sent again to those who are there when another client comes', async () => {
    const { link, connect } = await open();
    link.announce(verusJob('a'));
    const first = await connect();
    await first.latest('work');
    const second = await connect();
    await second.latest('work');
    first.send({ type: 'ping' });
    await first.latest('pong');
    expect(first.messages.map(({ type }) => type)).toEqual(['work', 'pong']);
  });

  it('comes after an interrupt where the pool has ended what was before', async () => {
    const { link, connect } = await open();
    link.announce(verusJob('a'));
    const client = await connect();
    await client.latest('work');
    link.announce(verusJob('b'));
    await client.latest('work', 2);
    link.announce(verusJob('c', { cleanJobs: true }));
    const { job_id: newJobId } = workOf(await client.latest('work', 3));
    expect(client.messages.map(({ type }) => type)).toEqual(['work', 'work', 'interrupt', 'work']);
    expect(client.messages.at(-2)).toEqual({ type: 'interrupt', newJobId });
  });

  it('waits for the first job of the pool', async () => {
    const { link, connect } = await open();
    const client = await connect();
    client.send({ type: 'ping' });
    await client.latest('pong');
    expect(client.messages).toHaveLength(1);
    link.announce(verusJob('a'));
    await client.latest('work');
  });
});

describe('a share', () => {
  async function mining(options: Parameters<typeof open>[0] = {}) {
    const opened = await open(options);
    const job = verusJob('a');
    opened.link.announce(job);
    const client = await opened.connect();
    const work = workOf(await client.latest('work'));
    return { ...opened, client, work, job };
  }

  function expectForwarded(
    link: { shares: readonly unknown[] },
    job: VerusPoolJob,
    { xnonce2 }: Work,
    nonce: number,
  ) {
    const own = Uint8Array.from([...job.extranonce1, ...xnonce2]);
    const space = nonceSpace({ extranonce1: own, counter: nonce });
    expect(link.shares).toHaveLength(1);
    expect(link.shares[0]).toMatchObject({
      dialect: 'verus',
      job,
      share: { worker: 'RWallet.rig', jobId: 'a', time: job.job.time },
    });
    const { share } = link.shares[0] as { share: { solution: Uint8Array; nonce2: Uint8Array } };
    expect(Buffer.from(share.solution).equals(submittedSolution(job.job, space))).toBe(true);
    expect([...share.nonce2]).toEqual([...xnonce2, ...Array<number>(24).fill(0)]);
    expect(xnonce2.slice(0, 3)).toEqual([0, 0, 1]);
  }

  it('may be as short as in the specification', async () => {
    const { client, work, link, job } = await mining();
    const nonce = mine(work);
    const result = await client.share({ work: { job_id: work.job_id }, nonce });
    expect(result).toMatchObject({ type: 'share_result', accepted: true, reason: null });
    expectForwarded(link, job, work, nonce);
  });

  it('may bring all of its work along, as the example of the specification does', async () => {
    const { client, work, link, job } = await mining();
    const nonce = mine(work);
    expect(await client.share({ work, nonce })).toMatchObject({ accepted: true });
    expectForwarded(link, job, work, nonce);
  });

  it.each(['share', 'work'])('may have its find in the extra of the %s', async (place) => {
    const { client, work, link, job } = await mining();
    const nonce = mine(work);
    const extra = work.extra.slice();
    extra.splice(3 + 1_340, 4, nonce & 255, (nonce >> 8) & 255, nonce >> 16, 0);
    const share =
      place === 'share' ? { work: { job_id: work.job_id }, extra } : { work: { ...work, extra } };
    expect(await client.share({ ...share, nonce })).toMatchObject({ accepted: true });
    expectForwarded(link, job, work, nonce);
  });

  it('is answered with the reason of the pool', async () => {
    const { client, work, link } = await mining();
    link.verdict = {
      accepted: false,
      failure: { code: 21, message: 'job not found' },
      latencyMs: 1,
    };
    const result = await client.share({ work: { job_id: work.job_id }, nonce: mine(work) });
    expect(result).toMatchObject({ accepted: false, reason: 'stale' });
  });

  it.each([
    ['stale', new StaleShareError('no pool was there')],
    ['pool-lost', new PoolLostError('pool.example:1', true)],
    ['over-rate', new PoolBusyError('pool.example:1')],
    ['pool-lost', new TypeError('a bug')],
  ])('that the pool never answers is answered as %s after %s', async (reason, failure) => {
    const { client, work, link } = await mining();
    const verdict = Promise.withResolvers<ShareVerdict>();
    link.verdict = verdict.promise;
    const answer = client.share({ work: { job_id: work.job_id }, nonce: mine(work) });
    await until('the share at the pool', () => link.shares.length === 1);
    verdict.reject(failure);
    expect(await answer).toMatchObject({ accepted: false, reason });
  });

  it('is refused and not forwarded where it is no good', async () => {
    const { client, work, link, bridge } = await mining();
    const { job_id } = work;
    const nonce = mine(work);
    const good = { work: { job_id }, nonce };
    expect(await client.share(good)).toMatchObject({ accepted: true });
    const extra = work.extra.slice();
    extra[3 + 1_335] = 9;
    for (const [share, reason] of [
      [good, 'duplicate'],
      [{ work: { job_id }, nonce: mine(work, false) }, 'low-difficulty'],
      [{ work: { job_id: 'none' }, nonce }, 'wrong-job'],
      [{ work: { job_id }, nonce: -1 }, 'malformed'],
      [{ work: { job_id }, nonce: 2 ** 32 }, 'malformed'],
      [{ nonce }, 'malformed'],
      [{ work: { job_id }, nonce, extra: [1, 2, 3] }, 'malformed'],
      [{ work: { job_id }, nonce, extra }, 'malformed'],
    ] as const) {
      expect(await client.share(share)).toMatchObject({ accepted: false, reason });
    }
    link.announce(verusJob('b', { cleanJobs: true }));
    expect(await client.share(good)).toMatchObject({ accepted: false, reason: 'stale' });
    expect(link.shares).toHaveLength(1);
    expect(bridge.status().shares).toEqual({
      accepted: 1,
      counted: 0,
      rejected: { duplicate: 1, 'low-difficulty': 1, 'wrong-job': 1, malformed: 5, stale: 1 },
    });
  });

  it('counts where it is good for the client and below what the pool takes', async () => {
    const { client, work, link, bridge } = await mining({
      settings: { clientDifficulty: 1 / 8_192 },
    });
    const poolTarget = verusJob('a').target;
    const nonce = mineBetween(work, poolTarget);
    expect(await client.share({ work: { job_id: work.job_id }, nonce })).toMatchObject({
      accepted: true,
    });
    expect(link.shares).toEqual([]);
    expect(bridge.status().shares).toEqual({ accepted: 0, counted: 1, rejected: {} });
  });

  function mineBetween(work: Work, poolTarget: Uint8Array): number {
    const header = headerOf(work);
    using prepared = kernel.prepareJob(header, 'miner');
    for (let nonce = 0; ; nonce += 1) {
      const tail = header.slice(nonceSpaceOffset);
      new DataView(tail.buffer).setUint32(11, nonce, true);
      if (!isWithin(prepared.check(tail), poolTarget)) return nonce;
    }
  }

  it('goes to the pool in the name of its worker where each has its own', async () => {
    const { client, work, link } = await mining({ settings: { workerNames: 'each' } });
    client.send({ type: 'identify', clientId: 'my phone' });
    await client.share({ work: { job_id: work.job_id }, nonce: mine(work) });
    expect(link.workers).toEqual(['RWallet.my_phone']);
    expect(link.shares[0]).toMatchObject({ share: { worker: 'RWallet.my_phone' } });
  });

  it('is answered after a wait, too, and others are answered meanwhile', async () => {
    const { client, work, link } = await mining();
    const verdict = Promise.withResolvers<never>();
    link.verdict = verdict.promise;
    const nonce = mine(work);
    client.send({ type: 'share', work: { job_id: work.job_id }, nonce });
    await until('the share at the pool', () => link.shares.length === 1);
    expect(await client.share({ work: { job_id: work.job_id }, nonce })).toMatchObject({
      reason: 'duplicate',
    });
    verdict.resolve({ accepted: true, failure: null, latencyMs: 1 } as never);
    expect(await client.latest('share_result', 2)).toMatchObject({ accepted: true, nonce });
  });
});
