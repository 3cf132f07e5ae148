import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { loadKernel } from '../../../platform/kernels/load-kernel.ts';
import { fromHex, toHex } from '../../../protocols/stratum/bitcoin/hex.ts';
import { encodeAnswer, encodeRequest } from '../../../protocols/stratum/envelope.ts';
import {
  headerNonce,
  nonceSpaceOffset,
  verusHeader,
} from '../../../protocols/stratum/verus/block-header.ts';
import { encodeSubmit } from '../../../protocols/stratum/verus/client-messages.ts';
import type { VerusJob } from '../../../protocols/stratum/verus/job.ts';
import {
  decodeServerMessage,
  type ServerMessage,
} from '../../../protocols/stratum/verus/server-messages.ts';
import { nonceSpace, submittedSolution } from '../../../protocols/stratum/verus/solution.ts';
import { verusJob } from '../../../testing/bridge/sample-jobs.ts';
import { openTestBridge, testSettings } from '../../../testing/bridge/test-bridge.ts';
import { openLineClient } from '../../../testing/line-client.ts';
import { until } from '../../../testing/until.ts';
import { isWithin } from '../core/aim.ts';

const kernel = await loadKernel('verushash');
const kernels = { name: 'test', hash: kernel, solutions: null };
const recordings = new URL('../../../protocols/stratum/verus/recordings/', import.meta.url);

let closing = new AsyncDisposableStack();
afterEach(async () => {
  const open = closing;
  closing = new AsyncDisposableStack();
  await open.disposeAsync();
});

async function open(options: Parameters<typeof openTestBridge>[0] = {}) {
  const opened = await openTestBridge({ kernels, ...options });
  closing.use(opened.bridge);
  return {
    ...opened,
    connect: async () => new Miner(closing.use(await openLineClient(opened.tcpAddress))),
  };
}

/** A miner of Verus that does what a test says. */
class Miner {
  readonly #client: Awaited<ReturnType<typeof openLineClient>>;
  #id = 10;

  constructor(client: Awaited<ReturnType<typeof openLineClient>>) {
    this.#client = client;
  }

  get messages(): ServerMessage[] {
    return this.#client.lines.map(decodeServerMessage);
  }

  get isClosed(): boolean {
    return this.#client.closed;
  }

  send(text: string): void {
    this.#client.send(text);
  }

  answer(id: number) {
    return until(`the answer to ${id}`, () =>
      this.messages.find((message) => message.kind === 'answer' && message.id === id),
    ) as Promise<Extract<ServerMessage, { kind: 'answer' }>>;
  }

  ask(method: string, params: unknown[]) {
    this.#id += 1;
    this.send(encodeRequest(this.#id, method, params));
    return this.answer(this.#id);
  }

  async logIn(worker = 'RWallet.rig1', password = 'x'): Promise<string> {
    const subscribed = await this.ask('mining.subscribe', ['ccminer_CPU/3.8.3']);
    const { error } = await this.ask('mining.authorize', [worker, password]);
    if (error) throw new Error(error.message);
    return (subscribed.result as [null, string])[1];
  }

  latest<Kind extends ServerMessage['kind']>(kind: Kind, count = 1) {
    return until(`${count} of ${kind}`, () => {
      const all = this.messages.filter((message) => message.kind === kind);
      return all.length >= count && (all.at(-1) as Extract<ServerMessage, { kind: Kind }>);
    });
  }

  submit(share: Parameters<typeof encodeSubmit>[1]) {
    this.#id += 1;
    this.send(encodeSubmit(this.#id, share));
    return this.answer(this.#id);
  }
}

/** The first share that reaches the target, as ccminer writes it. */
function mine(job: VerusJob, extranonce1: Uint8Array, target: Uint8Array) {
  using prepared = kernel.prepareJob(verusHeader(job, headerNonce(extranonce1)), 'miner');
  for (let counter = 0; ; counter += 1) {
    const space = nonceSpace({ extranonce1, counter });
    if (!isWithin(prepared.check(space), target)) continue;
    const solution = submittedSolution(job, space);
    const nonce2 = new Uint8Array(32 - extranonce1.length);
    return { worker: 'RWallet.rig1', jobId: job.id, time: job.time, nonce2, solution };
  }
}

describe('a miner of Verus', () => {
  it('finds a share with the part of the nonces that it was given', async () => {
    const { link, bridge, connect } = await open();
    const pool = verusJob('a');
    link.announce(pool);
    const miner = await connect();
    const extranonce1 = await miner.logIn();
    expect(extranonce1).toBe('18000000000001');
    const { target } = await miner.latest('target');
    const { job } = await miner.latest('job');
    expect(toHex(target)).toBe(toHex(pool.target));
    expect({ ...job, id: 'a' }).toEqual({ ...pool.job, cleanJobs: true });
    const share = mine(job, fromHex(extranonce1), target);
    expect(await miner.submit(share)).toMatchObject({ result: true, error: null });
    expect(link.shares).toMatchObject([
      { dialect: 'verus', share: { worker: 'RWallet.rig', jobId: 'a', solution: share.solution } },
    ]);
    expect(await miner.submit(share)).toMatchObject({ error: { code: 22 } });
    expect(bridge.clients()).toMatchObject([
      { worker: 'rig1', kind: 'tcp', agent: 'ccminer_CPU/3.8.3', address: '127.0.0.1' },
    ]);
    expect(bridge.status()).toMatchObject({ shares: { accepted: 1, rejected: { duplicate: 1 } } });
  });

  it('is refused what is no good, and the pool hears nothing of it', async () => {
    const { link, connect } = await open();
    link.announce(verusJob('a'));
    const miner = await connect();
    const extranonce1 = fromHex(await miner.logIn());
    const { job } = await miner.latest('job');
    const share = mine(job, extranonce1, verusJob('a').target);
    const ofAnother = Uint8Array.from(share.solution);
    ofAnother[nonceSpaceOffset - 143 + 6] = 9;
    for (const [changes, code] of [
      [{ time: share.time + 1 }, 20],
      [{ jobId: 'none' }, 21],
      [{ nonce2: new Uint8Array(20) }, 20],
      [{ solution: ofAnother }, 20],
      [{ solution: submittedSolution(job, nonceSpace({ extranonce1, counter: 2 ** 31 + 3 })) }, 23],
    ] as const) {
      expect(await miner.submit({ ...share, ...changes })).toMatchObject({ error: { code } });
    }
    link.announce(verusJob('b', { cleanJobs: true }));
    expect(await miner.submit(share)).toMatchObject({ error: { code: 21 } });
    expect(link.shares).toEqual([]);
  });

  it('needs not put the roots back that it clears', async () => {
    const { link, connect } = await open();
    link.announce(verusJob('a'));
    const miner = await connect();
    const extranonce1 = fromHex(await miner.logIn());
    const { job } = await miner.latest('job');
    const share = mine(job, extranonce1, verusJob('a').target);
    const cleared = Uint8Array.from(share.solution).fill(0, 8, 72);
    expect(await miner.submit({ ...share, solution: cleared })).toMatchObject({ result: true });
    expect(link.shares).toMatchObject([{ share: { solution: share.solution } }]);
  });

  it.each(['ccminer-3.8.3-s-nomp.jsonl', 'nheqminer-0.8.2-s-nomp.jsonl'])(
    'may say what the one of %s said',
    async (name) => {
      const { link, connect } = await open();
      link.announce(verusJob('a'));
      const miner = await connect();
      const lines = readFileSync(new URL(name, recordings), 'utf8').trim().split('\n');
      const said = lines.flatMap((line) => {
        const { dir, ev, data } = JSON.parse(line) as Record<string, string>;
        return dir === 'C>S' && ev === 'line' ? [data ?? ''] : [];
      });
      for (const line of said) miner.send(line);
      const answers = await until('all answers', () => {
        const all = miner.messages.filter(({ kind }) => kind === 'answer');
        return all.length === said.length && all;
      });
      expect(answers.slice(0, 2)).toMatchObject([
        { id: 1, error: null },
        { id: 2, result: true },
      ]);
      // Its shares are of a job that is not ours.
      expect(answers.at(-1)).toMatchObject({ error: { code: 21 } });
    },
  );

  it('waits for the pool before it is told its part', async () => {
    const { link, connect } = await open();
    const miner = await connect();
    miner.send(encodeRequest(1, 'mining.subscribe', ['test']));
    miner.send(encodeRequest(2, 'mining.authorize', ['a.b', 'x']));
    await miner.answer(2);
    expect(miner.messages).toHaveLength(1);
    link.announce(verusJob('a'));
    expect(await miner.answer(1)).toMatchObject({ result: [null, '18000000000001'] });
    await miner.latest('job');
    expect(miner.messages.map(({ kind }) => kind)).toEqual(['answer', 'answer', 'target', 'job']);
  });

  it('stays through a change of the pool and is told its new part', async () => {
    const { link, connect } = await open();
    link.announce(verusJob('a'));
    const miner = await connect();
    await miner.logIn();
    const before = await miner.latest('job');
    link.announce(verusJob('x', { extranonce1: '7700000001' }), true);
    const { extranonce1 } = await miner.latest('extranonce');
    expect(toHex(extranonce1)).toBe('77000000010001');
    const { job } = await miner.latest('job', 2);
    expect(job.cleanJobs).toBe(true);
    const share = mine(job, extranonce1, verusJob('x').target);
    expect(await miner.submit(share)).toMatchObject({ result: true });
    const late = await miner.submit({ ...share, jobId: before.job.id });
    expect(late).toMatchObject({ error: { code: 21 } });
    expect(link.shares).toHaveLength(1);
  });

  it('is told to come again by nobody who has the wrong password', async () => {
    const guard = { ...testSettings.guard, password: 'secret' };
    const { link, connect } = await open({ settings: { guard } });
    link.announce(verusJob('a'));
    const stranger = await connect();
    await stranger.ask('mining.subscribe', ['test']);
    expect(await stranger.ask('mining.authorize', ['a.b', 'x'])).toMatchObject({
      error: { code: 24 },
    });
    await until('the end', () => stranger.isClosed);
    expect(stranger.messages.map(({ kind }) => kind)).toEqual(['answer', 'answer']);
    const friend = await connect();
    await friend.logIn('a.b', 'secret');
    await friend.latest('job');
  });

  it('is sent away after nonsense', async () => {
    const { connect, bridge } = await open();
    const miner = await connect();
    for (let count = 0; count < 20; count += 1) miner.send('nonsense\n');
    await until('the end', () => miner.isClosed);
    const other = await connect();
    other.send(`${'x'.repeat(11_000)}\n`);
    await until('the end', () => other.isClosed);
    await until('nobody there', () => bridge.status().clients === 0);
    expect(bridge.status().bans).toEqual([]);
  });

  it('answers what it is asked beside mining', async () => {
    const { connect } = await open();
    const miner = await connect();
    expect(await miner.ask('mining.extranonce.subscribe', [])).toMatchObject({ result: true });
    expect(await miner.ask('mining.pbaas.subscribe', [])).toMatchObject({ result: true });
    expect(await miner.ask('mining.nothing', [])).toMatchObject({ error: { code: 20 } });
    miner.send(encodeAnswer(5, true, null));
    expect(await miner.ask('mining.submit', ['a'])).toMatchObject({ error: { code: 20 } });
  });
});
