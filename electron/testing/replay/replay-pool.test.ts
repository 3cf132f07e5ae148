import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../base/clock.ts';
import { connectLine } from '../../platform/net/connect-line.ts';
import { MemoryPins } from '../../platform/net/pin-store.ts';
import { openPoolSession } from '../../pool-session/open-session.ts';
import { recordingConnect, type OnLine } from '../../pool-session/recorded-connection.ts';
import type { PoolDialect, PoolJob } from '../../pool-session/pool-session.ts';
import { toHex } from '../../protocols/stratum/bitcoin/hex.ts';
import {
  decodeTranscript,
  encodeTranscriptLine,
  type TranscriptLine,
} from '../../protocols/stratum/transcript.ts';
import { startPracticePool } from '../practice-pool/practice-pool.ts';
import { openLineClient } from '../line-client.ts';
import { readStratumLine } from '../stratum-line.ts';
import { until } from '../until.ts';
import { recordedTranscript } from './recorded-transcript.ts';
import { startReplayPool, type ReplayPool } from './replay-pool.ts';

let closing = new AsyncDisposableStack();

afterEach(async () => {
  const open = closing;
  closing = new AsyncDisposableStack();
  await open.disposeAsync();
});

/** What a bridge of ours hears at a pool that says what the recorded one said. */
async function openSession(
  pool: Pick<ReplayPool, 'address'>,
  dialect: PoolDialect,
  onLine: OnLine = () => undefined,
) {
  const session = closing.use(
    await openPoolSession(
      { url: `stratum+tcp://${pool.address}`, user: 'wallet.rig', password: 'x' },
      {
        dialect,
        connect: recordingConnect(
          (address, options) => connectLine(address, { pins: new MemoryPins(), ...options }),
          () => onLine,
        ),
        clock: systemClock,
        userAgent: 'rigwright/test',
        signal: AbortSignal.timeout(10_000),
      },
    ),
  );
  const jobs: PoolJob[] = [];
  session.onJob((job) => jobs.push(job));
  return { session, jobs };
}

/** By what a job is known: its id, or with eth-proxy its header. undefined: the line gives no work. */
function workOf({ direction, line }: TranscriptLine): string | undefined {
  if (direction === 'client') return undefined;
  const { method, fields } = readStratumLine(line);
  const { params, result } = fields;
  if (method === 'mining.notify') return String((params as unknown[])[0]);
  if (method === 'job') return (params as { job_id: string }).job_id;
  return Array.isArray(result) && method === undefined ? String(result[0]) : undefined;
}

function nameOf(upstream: PoolJob | undefined): string | undefined {
  if (upstream?.dialect !== 'ethproxy') return upstream?.job.id;
  return `0x${toHex(upstream.job.headerHash)}`;
}

describe('a session of ours at a pool as it was recorded', () => {
  it.each([
    ['minerd 2.5.1', 'stratum1', 'recordings/minerd-2.5.1-nomp.jsonl'],
    ['cpuminer-opt 26.1', 'stratum1', 'recordings/cpuminer-opt-26.1-nomp.jsonl'],
    ['cpuminer-opt 26.1 at ckpool', 'stratum1', 'recordings/cpuminer-opt-26.1-ckpool.jsonl'],
    ['cpuminer-multi 1.3.7', 'stratum1', 'recordings/cpuminer-multi-1.3.7-nomp.jsonl'],
    ['XMRig 6.26.0 on GhostRider', 'stratum1', 'recordings/xmrig-6.26.0-nomp.jsonl'],
    ['ccminer 3.8.3', 'verus', 'verus/recordings/ccminer-3.8.3-s-nomp.jsonl'],
    ['nheqminer 0.8.2', 'verus', 'verus/recordings/nheqminer-0.8.2-s-nomp.jsonl'],
    ['XMRig 6.26.0', 'cryptonote', 'cryptonote/recordings/xmrig-6.26.0-monero-pool.jsonl'],
    [
      'xmrig-proxy 6.26.0',
      'cryptonote',
      'cryptonote/recordings/xmrig-proxy-6.26.0-monero-pool.jsonl',
    ],
    ['ethminer 0.19.0', 'ethproxy', 'ethereum/recordings/ethminer-0.19.0-eth-proxy.jsonl'],
  ] as const)('for %s logs in and understands all work', async (_who, dialect, name) => {
    const transcript = recordedTranscript(name);
    const pool = closing.use(await startReplayPool(transcript));
    const { jobs } = await openSession(pool, dialect);
    await until('the first job', () => jobs[0]);
    pool.proceed();
    const last = transcript.map(workOf).findLast((work) => work !== undefined);
    await until('the last job', () => nameOf(jobs.at(-1)) === last);
    expect(new Set(jobs.map((job) => job.dialect))).toEqual(new Set([dialect]));
  });

  it('of Beam logs in, and has the prefix', async () => {
    const login = '{"id":"login","method":"login","api_key":"key","jsonrpc":"2.0"}';
    const transcript: TranscriptLine[] = [
      { at: 0, direction: 'client', line: login },
      ...recordedTranscript('hds/recordings/beam-pool-1067753.jsonl'),
    ];
    const pool = closing.use(await startReplayPool(transcript));
    const { jobs } = await openSession(pool, 'hds');
    const job = await until('the job', () => jobs[0]);
    expect(job).toMatchObject({ noncePrefix: '470fef51', job: { height: 1_067_753 } });
  });

  it('replays what was recorded of it, without its name', async () => {
    const real = closing.use(await startPracticePool({ dialect: 'cryptonote', difficulty: 100 }));
    let text = '';
    const first = await openSession(real, 'cryptonote', (direction, line) => {
      const said = { at: 0, direction: direction === 'sent' ? 'client' : 'pool', line } as const;
      text += encodeTranscriptLine('cryptonote', said);
    });
    const job = await until('the job', () => first.jobs[0]);
    expect(text).not.toContain('wallet.rig');

    const pool = closing.use(await startReplayPool(decodeTranscript(text)));
    const second = await openSession(pool, 'cryptonote');
    await expect(until('the job', () => second.jobs[0])).resolves.toEqual(job);
  });

  it('hears why it is not let in', async () => {
    const name = 'cryptonote/recordings/xmrig-6.26.0-refusals.jsonl';
    const pool = closing.use(await startReplayPool(recordedTranscript(name)));
    await expect(openSession(pool, 'cryptonote')).rejects.toMatchObject({
      userMessage: expect.stringContaining('Invalid address used for login') as string,
    });
  });
});

describe('the replay', () => {
  const transcript: TranscriptLine[] = [
    { at: 0, direction: 'client', line: '{"id":1,"method":"ask"}' },
    { at: 1, direction: 'client', line: '{"id":2,"method":"ask"}' },
    { at: 2, direction: 'pool', line: '{"id":2,"result":"second"}' },
    { at: 3, direction: 'pool', line: '{"id":null,"method":"work","params":[1]}' },
    { at: 4, direction: 'pool', line: '{"id":1,"result":"first"}' },
    { at: 5, direction: 'client', line: '{"id":3,"method":"tell"}' },
    { at: 6, direction: 'pool', line: '{"id":null,"method":"work","params":[2]}' },
    { at: 7, direction: 'pool', line: '{"id":3,"result":true}' },
  ];

  it('answers by method and turn with the id of the client, and repeats the last answer', async () => {
    const pool = closing.use(await startReplayPool(transcript));
    const client = closing.use(await openLineClient(pool.address));
    for (const id of ['a', 7, 8]) client.send(`${JSON.stringify({ id, method: 'ask' })}\n`);
    await client.line('"id":8');
    expect(client.lines).toEqual([
      '{"id":"a","result":"first"}',
      '{"id":7,"result":"second"}',
      '{"id":null,"method":"work","params":[1]}',
      '{"id":8,"result":"second"}',
    ]);
    expect(pool.heard).toHaveLength(3);
  });

  it('says what is left when it is told to', async () => {
    const pool = closing.use(await startReplayPool(transcript));
    const client = closing.use(await openLineClient(pool.address));
    client.send('{"id":1,"method":"ask"}\n');
    await client.line('first');
    pool.proceed();
    await expect(client.line('[2]')).resolves.toBe('{"id":null,"method":"work","params":[2]}');
    expect(client.lines).toHaveLength(3);
  });

  it('knows nothing that was not said', async () => {
    const pool = closing.use(await startReplayPool(transcript));
    const client = closing.use(await openLineClient(pool.address));
    client.send('{"id":5,"method":"dance"}\n');
    await expect(client.line('"id":5')).resolves.toContain('Not supported.');
    expect(pool.unknown).toEqual(['dance']);
  });
});
