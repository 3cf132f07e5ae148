import { createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { AppError } from '../base/app-error.ts';
import { listen } from '../platform/net/listen.ts';
import { LineSplitter } from '../protocols/framing/line-splitter.ts';
import type { ClientMessage } from '../protocols/stratum/bitcoin/client-messages.ts';
import { decodeClientMessage } from '../protocols/stratum/bitcoin/client-messages.ts';
import { targetBytes, targetOf } from '../protocols/stratum/bitcoin/difficulty.ts';
import { fromHex } from '../protocols/stratum/bitcoin/hex.ts';
import type { StratumJob } from '../protocols/stratum/bitcoin/job.ts';
import { encodePing } from '../protocols/stratum/bitcoin/keep-alive.ts';
import {
  encodeDifficulty,
  encodeExtranonce,
  encodeJob,
  encodeSubscription,
  encodeVersionMask,
} from '../protocols/stratum/bitcoin/server-messages.ts';
import { encodeAnswer, encodeRequest } from '../protocols/stratum/envelope.ts';
import * as verusCodec from '../protocols/stratum/verus/server-messages.ts';
import { shareTarget } from '../protocols/stratum/verus/target.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { verusWork } from '../testing/sample-work.ts';
import { until } from '../testing/until.ts';
import { bitcoin } from './dialects/bitcoin.ts';
import type { Aim, PoolWork } from './dialects/dialect.ts';
import { verus } from './dialects/verus.ts';
import type { MinerPool } from './miner-options.ts';
import { openPoolSession, type PoolSession } from './pool-session.ts';
import { encodeShowMessage } from '../protocols/stratum/pool-talk.ts';

const extranonce = { extranonce1: fromHex('0a0b'), extranonce2Bytes: 4 };
const job: StratumJob = {
  id: 'a',
  previousHash: new Uint8Array(32).fill(1),
  coinbase1: fromHex('01'),
  coinbase2: fromHex('02'),
  merkleBranch: [],
  version: 1,
  bits: 0x1d00_ffff,
  time: 1_800_000_000,
  cleanJobs: false,
};
const aim = (difficulty: number): Aim => ({
  target: targetBytes(targetOf(difficulty)),
  difficulty,
});
const work: PoolWork = { job, extranonce, aim: aim(1) };
const solution = { choice: new Uint8Array(4), nonce: 7 };

let closing = new AsyncDisposableStack();
afterEach(async () => {
  const open = closing;
  closing = new AsyncDisposableStack();
  await open.disposeAsync();
});

interface ScriptedPool {
  readonly pool: MinerPool;
  readonly received: ClientMessage[];
  send(...lines: string[]): void;
  /** Ends the connection, politely. */
  close(): void;
}

/** A pool that logs everybody in, unless the script answers something else. */
async function openPool(
  script: (message: ClientMessage) => readonly string[] | undefined = () => undefined,
): Promise<ScriptedPool> {
  const received: ClientMessage[] = [];
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    const splitter = new LineSplitter({ maxLength: 4_096, overlong: 'throw' });
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      for (const line of splitter.push(chunk)) {
        const message = decodeClientMessage(line);
        received.push(message);
        for (const answer of script(message) ?? usualAnswer(message)) socket.write(answer);
      }
    });
  });
  const port = await listen(server, '127.0.0.1', 0);
  closing.use(server);
  closing.defer(() => sockets.forEach((socket) => socket.destroy()));
  const name = `127.0.0.1:${port}`;
  return {
    pool: { host: '127.0.0.1', port, name, user: 'me.rig', password: 'x' },
    received,
    send: (...lines) => sockets.forEach((socket) => socket.write(lines.join(''))),
    close: () => sockets.forEach((socket) => socket.end()),
  };
}

function usualAnswer(message: ClientMessage): readonly string[] {
  if (message.kind === 'subscribe') return [encodeSubscription(message.id, extranonce, 's')];
  if (message.kind === 'authorize') return [encodeAnswer(message.id, true, null)];
  return [];
}

async function openSession(
  { pool }: ScriptedPool,
  clock = new FakeClock(),
  signal = new AbortController().signal,
): Promise<{ session: PoolSession; works: PoolWork[] }> {
  const session = closing.use(
    await openPoolSession(pool, { dialect: bitcoin, userAgent: 'Test/1', clock, signal }),
  );
  const works: PoolWork[] = [];
  session.onWork((work) => works.push(work));
  return { session, works };
}

describe('openPoolSession', () => {
  it('subscribes, logs in and hears of work', async () => {
    const pool = await openPool();
    const { session, works } = await openSession(pool);
    expect(session.ip).toBe('127.0.0.1');
    expect(pool.received.slice(0, 2)).toMatchObject([
      { kind: 'subscribe', userAgent: 'Test/1' },
      { kind: 'authorize', worker: 'me.rig', password: 'x' },
    ]);
    pool.send(encodeDifficulty(0.5), encodeJob(job));
    await until('the work', () => works.length === 1);
    expect(works).toEqual([{ job, extranonce, aim: aim(0.5) }]);
  });

  it('keeps a job that came before the answer that it needs', async () => {
    const pool = await openPool((message) =>
      message.kind === 'subscribe'
        ? [encodeDifficulty(2), encodeJob(job), encodeSubscription(message.id, extranonce, 's')]
        : undefined,
    );
    const { works } = await openSession(pool);
    expect(works).toEqual([{ job, extranonce, aim: aim(2) }]);
  });

  it('waits for the target where the dialect has no difficulty to begin with', async () => {
    const pool = await openPool();
    const signal = new AbortController().signal;
    const options = { dialect: verus, userAgent: 'Test/1', clock: new FakeClock(), signal };
    const session = closing.use(await openPoolSession(pool.pool, options));
    const works: PoolWork[] = [];
    session.onWork((work) => works.push(work));
    const { job } = verusWork();
    pool.send(verusCodec.encodeJob(job), encodeShowMessage('the block'));
    pool.send(verusCodec.encodeTarget(shareTarget(2)), verusCodec.encodeTarget(shareTarget(4)));
    pool.send(verusCodec.encodeJob({ ...job, id: 'b' }));
    await until('the jobs', () => works.length === 2);
    expect(works).toEqual([
      { job, extranonce: extranonce.extranonce1, aim: { target: shareTarget(2), difficulty: 2 } },
      {
        job: { ...job, id: 'b' },
        extranonce: extranonce.extranonce1,
        aim: { target: shareTarget(4), difficulty: 4 },
      },
    ]);
  });

  it.each<[string, string[], string]>([
    [
      'the words of the pool',
      ['{"id":2,"result":null,"error":{"code":-1,"message":"Invalid address"}}\n'],
      'refused to let us in: Invalid address.',
    ],
    [
      'its own words',
      [encodeAnswer(2, false, null)],
      'refused to let us in: rejected by the pool.',
    ],
  ])('says in %s why it is not let in', async (_name, answer, sentence) => {
    const pool = await openPool(({ kind }) => (kind === 'authorize' ? answer : undefined));
    const { host, port } = pool.pool;
    await expect(openSession(pool)).rejects.toMatchObject({
      code: 'pool-unreachable',
      userMessage: `The pool ${host}:${port} ${sentence}`,
    });
  });

  it('fails where the pool closes, or answers nonsense', async () => {
    const closed: ScriptedPool = await openPool(() => (closed.close(), []));
    await expect(openSession(closed)).rejects.toMatchObject({ reason: 'end of file' });
    const mad = await openPool(() => ['HTTP/1.1 400 Bad Request\r\n']);
    await expect(openSession(mad)).rejects.toThrow('It is no JSON.');
    const poor = await openPool(({ id }) => [encodeAnswer(id, [], null)]);
    await expect(openSession(poor)).rejects.toThrow('has no extranonce');
  });

  it('gives up a pool that does not answer', async () => {
    const clock = new FakeClock();
    const pool = await openPool(() => []);
    const opening = openSession(pool, clock);
    await until('the question', () => pool.received.length === 1);
    clock.advance(40_000);
    await expect(opening).rejects.toMatchObject({ reason: 'no answer' });
    expect(clock.pending).toBe(0);
  });

  it('ends when it is told to', async () => {
    const abort = new AbortController();
    const pool = await openPool(() => []);
    const opening = openSession(pool, new FakeClock(), abort.signal);
    await until('the question', () => pool.received.length === 1);
    abort.abort();
    await expect(opening).rejects.toMatchObject({ reason: 'end of file' });
  });
});

describe('an open session', () => {
  it('sends shares and tells what became of them', async () => {
    const clock = new FakeClock();
    const stale = { code: 21, message: 'Stale share' };
    const pool = await openPool((message) => {
      if (message.kind !== 'submit') return undefined;
      clock.advance(25);
      return [encodeAnswer(message.id, true, message.share.nonce === 7 ? null : stale)];
    });
    const { session } = await openSession(pool, clock);
    await expect(session.submit(work, solution)).resolves.toEqual({
      result: true,
      failure: null,
      latencyMs: 25,
    });
    await expect(session.submit(work, { ...solution, nonce: 8 })).resolves.toMatchObject({
      failure: stale,
    });
    expect(pool.received.at(-2)).toMatchObject({
      share: {
        worker: 'me.rig',
        jobId: 'a',
        extranonce2: new Uint8Array(4),
        time: job.time,
        nonce: 7,
      },
    });
  });

  it('takes a new difficulty and a new extranonce from the next job on', async () => {
    const pool = await openPool();
    const { works } = await openSession(pool);
    const other = { extranonce1: fromHex('ff'), extranonce2Bytes: 2 };
    pool.send(encodeJob(job), encodeDifficulty(8), encodeExtranonce(other));
    pool.send(encodeJob({ ...job, id: 'b' }));
    await until('two jobs', () => works.length === 2);
    expect(works).toEqual([
      { job, extranonce, aim: aim(1) },
      { job: { ...job, id: 'b' }, extranonce: other, aim: aim(8) },
    ]);
  });

  it('answers what it is asked and passes over the rest', async () => {
    const pool = await openPool();
    const { works } = await openSession(pool);
    pool.send(
      encodeRequest(90, 'client.get_version', []),
      encodeRequest(91, 'client.dance', []),
      encodePing(92),
      encodePing(null),
      encodeVersionMask(0x1fff_e000),
      encodeRequest(null, 'mining.news', []),
      encodeShowMessage('welcome'),
      '\r\n',
      encodeJob(job),
    );
    await until('the job', () => works.length === 1);
    await until('the answers', () => pool.received.length === 6);
    expect(pool.received.slice(3)).toEqual([
      { kind: 'answer', id: 90, result: 'rigwright', error: null },
      { kind: 'answer', id: 91, result: null, error: { code: 20, message: 'Not supported.' } },
      { kind: 'answer', id: 92, result: 'pong', error: null },
    ]);
  });

  it('ends without a reason when the pool closes, and its shares with one', async () => {
    const pool = await openPool();
    const { session } = await openSession(pool);
    const waiting = session.submit(work, solution);
    await until('the share', () => pool.received.some(({ kind }) => kind === 'submit'));
    pool.close();
    await expect(waiting).rejects.toMatchObject({ reason: 'end of file' });
    await expect(session.ended).resolves.toBeUndefined();
    await expect(session.submit(work, solution)).rejects.toMatchObject({ code: 'timeout' });
  });

  it.each([
    ['client.reconnect', encodeRequest(null, 'client.reconnect', []), undefined],
    ['a broken job', encodeRequest(null, 'mining.notify', ['a']), 'invalid-input'],
    ['an endless line', 'x'.repeat(300_000), 'too-large'],
  ])('ends after %s', async (_name, text, code) => {
    const pool = await openPool();
    const { session } = await openSession(pool);
    pool.send(text);
    const reason = (await session.ended) as AppError | undefined;
    expect(reason?.code).toBe(code);
  });

  it('ends when the pool has said nothing for five minutes, or does not answer', async () => {
    const clock = new FakeClock();
    const pool = await openPool();
    const { session } = await openSession(pool, clock);
    clock.advance(311_000);
    await expect(session.ended).resolves.toMatchObject({ reason: 'it says nothing' });
    const { session: next } = await openSession(pool, clock);
    const waiting = next.submit(work, solution);
    clock.advance(41_000);
    await expect(waiting).rejects.toMatchObject({ reason: 'no answer' });
    await expect(next.ended).resolves.toMatchObject({ reason: 'no answer' });
    expect(clock.pending).toBe(0);
  });
});
