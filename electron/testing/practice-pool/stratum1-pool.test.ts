import { afterEach, describe, expect, it } from 'vitest';
import { connectLine } from '../../platform/net/connect-line.ts';
import { MemoryPins } from '../../platform/net/pin-store.ts';
import { loadKernel } from '../../platform/kernels/load-kernel.ts';
import { blockHeader } from '../../protocols/stratum/bitcoin/block-header.ts';
import {
  encodeSubmit,
  encodeSuggestTarget,
} from '../../protocols/stratum/bitcoin/client-messages.ts';
import { decodeConfigured, encodeConfigure } from '../../protocols/stratum/bitcoin/configure.ts';
import { targetBytes, targetOf, targetOfOne } from '../../protocols/stratum/bitcoin/difficulty.ts';
import type { Extranonce, StratumShare } from '../../protocols/stratum/bitcoin/job.ts';
import { encodePing } from '../../protocols/stratum/bitcoin/keep-alive.ts';
import {
  decodeServerMessage,
  decodeSubscription,
  sessionIdOf,
  type ServerMessage,
} from '../../protocols/stratum/bitcoin/server-messages.ts';
import { rolledVersion } from '../../protocols/stratum/bitcoin/version-rolling.ts';
import { sha256d } from '../sha256d.ts';
import { testCertificate } from '../test-certificate.ts';
import { until } from '../until.ts';
import type { PoolEvent } from './pool-event.ts';
import { startPracticePool, type PoolOptions, type PracticePool } from './practice-pool.ts';
import { openClient, type TestClient } from './test-client.ts';
import { encodeAuthorize, encodeSubscribe } from '../../protocols/stratum/mining-login.ts';

type Client = TestClient<ServerMessage, Extranonce, StratumShare>;
type Algorithm = 'sha256d' | 'scrypt';

const kernels = { sha256d: await loadKernel('sha256d'), scrypt: await loadKernel('scrypt') };
/** Some four thousand hashes of SHA-256d, some 65 of scrypt. */
const difficulties = { sha256d: 1e-6, scrypt: 0.001 };
const taken = { result: true, error: null };

let closing = new AsyncDisposableStack();

afterEach(async () => {
  const open = closing;
  closing = new AsyncDisposableStack();
  await open.disposeAsync();
});

async function openPool(algorithm: Algorithm, options: PoolOptions = {}): Promise<PracticePool> {
  const kernel = kernels[algorithm];
  const difficulty = difficulties[algorithm];
  return closing.use(await startPracticePool({ kernel, difficulty, ...options }));
}

async function openMiner({ address }: PracticePool): Promise<Client> {
  return closing.use(
    await openClient(address, {
      decode: decodeServerMessage,
      encodeSubscribe,
      decodeSubscription,
      encodeAuthorize,
      encodeSubmit,
    }),
  );
}

/** A share of the newest job. @param rolled  what is chosen of the version  @param from  first nonce */
async function find(
  client: Client,
  { extranonce1 }: Extranonce,
  algorithm: Algorithm,
  rolled?: { readonly mask: number; readonly versionBits: number },
  from = 0,
): Promise<StratumShare> {
  const { job } = await client.latest('job');
  const { difficulty } = await client.latest('difficulty');
  const { id: jobId, time } = job;
  const share = { worker: 'worker', jobId, extranonce2: new Uint8Array(4), time };
  const version = rolled
    ? rolledVersion(job.version, rolled.mask, rolled.versionBits)
    : job.version;
  const header = blockHeader({ ...job, version }, { ...share, extranonce1, nonce: 0 }, sha256d);
  using prepared = kernels[algorithm].prepareJob(header);
  const target = targetBytes(targetOf(difficulty, targetOfOne[algorithm]));
  const found = prepared.scan(new Uint8Array(4), target, from, 2 ** 22);
  if (found === null) throw new Error('no nonce was found');
  const bits = rolled && { versionBits: rolled.versionBits };
  return { ...share, nonce: found.nonce, ...bits };
}

describe('with scrypt', () => {
  it('a difficulty is 65,536 times that of Bitcoin, and the tree is hashed as there', async () => {
    const pool = await openPool('scrypt');
    const client = await openMiner(pool);
    const extranonce = await client.subscribe();
    await client.authorize('worker');
    const share = await find(client, extranonce, 'scrypt');
    await expect(client.submit(share)).resolves.toMatchObject(taken);
    // Every 65th nonce is a share, and the next one may be, too.
    let nonce = share.nonce + 1;
    while ((await find(client, extranonce, 'scrypt', undefined, nonce)).nonce === nonce) nonce += 1;
    await expect(client.submit({ ...share, nonce })).resolves.toMatchObject({
      error: { code: 23 },
    });
    const { backend, path } = kernels.scrypt;
    expect(pool.stats()).toMatchObject({ accepted: 1, checkedWith: `${backend} ${path}` });
  });
});

describe('a client that chooses bits of the version', () => {
  const asked = { versionRolling: { mask: 0x1fff_ffff, minBitCount: 2 }, others: ['dance'] };

  it('is told which, and its share is checked with them', async () => {
    const client = await openMiner(await openPool('sha256d'));
    client.send(encodeConfigure(1, asked));
    const configured = decodeConfigured((await client.answer(1)).result);
    expect(configured.versionMask).toBe(0x1fff_e000);
    const extranonce = await client.subscribe();
    await client.authorize('worker');
    const rolled = { mask: 0x1fff_e000, versionBits: 0x0012_2000 };
    const share = await find(client, extranonce, 'sha256d', rolled);
    await expect(client.submit(share)).resolves.toMatchObject(taken);
    const { versionBits: _, ...unrolled } = share;
    await expect(client.submit(unrolled)).resolves.toMatchObject({ error: { code: 23 } });
    const outside = { ...share, versionBits: 1 };
    await expect(client.submit(outside)).resolves.toMatchObject({ error: { code: 20 } });
  });
});

describe('a client that comes again', () => {
  it('goes on with its extranonce and jobs where it names its session', async () => {
    const pool = await openPool('sha256d');
    const first = await openMiner(pool);
    const extranonce = await first.subscribe();
    const { result } = first.messages.find((each) => each.kind === 'answer') ?? {};
    const share = await find(first, extranonce, 'sha256d');
    await first[Symbol.asyncDispose]();
    await until('it to be gone', () => pool.stats().clients === 0);

    const again = await openMiner(pool);
    await expect(again.subscribe(sessionIdOf(result))).resolves.toEqual(extranonce);
    await again.authorize('worker');
    await expect(again.submit(share)).resolves.toMatchObject(taken);
    // While it is used, nobody else gets it.
    const other = await openMiner(pool);
    await expect(other.subscribe(sessionIdOf(result))).resolves.not.toEqual(extranonce);
  });
});

it('answers what clients ask besides', async () => {
  const client = await openMiner(await openPool('sha256d'));
  client.send(encodePing(1));
  await expect(client.answer(1)).resolves.toMatchObject({ result: 'pong' });
});

it('takes a suggested target as the difficulty that it is', async () => {
  const kernel = kernels.sha256d;
  const pool = closing.use(await startPracticePool({ kernel }));
  const client = await openMiner(pool);
  await client.subscribe();
  client.send(encodeSuggestTarget(7, targetBytes(targetOf(0.25))));
  const second = await until('the difficulty', () => client.messages.filter(isDifficulty)[1]);
  expect(second).toEqual({ kind: 'difficulty', difficulty: 0.25 });
});

it('speaks TLS with the certificate it is given', async () => {
  const { key, cert, fingerprint } = await testCertificate();
  const pool = await openPool('sha256d', { tls: { key, cert } });
  const [host = '', port] = pool.address.split(':');
  await using connection = await connectLine(
    { transport: 'tls', host, port: Number(port) },
    { pins: new MemoryPins(), signal: AbortSignal.timeout(5_000) },
  );
  expect(connection.tls).toEqual({ fingerprint });
  connection.send(encodeSubscribe(1, 'test'));
  for await (const chunk of connection.chunks) {
    expect(Buffer.from(chunk).toString()).toContain('mining.notify');
    break;
  }
});

it('tells all that happens', async () => {
  const events: PoolEvent[] = [];
  const pool = await openPool('sha256d', { onEvent: (event) => events.push(event) });
  const client = await openMiner(pool);
  const extranonce = await client.subscribe();
  await client.authorize('worker');
  const share = await find(client, extranonce, 'sha256d');
  await client.submit(share);
  await client.submit(share);
  client.send('hello\n');
  await until('the answer', () => events.at(-1)?.kind === 'bad-message');
  pool.nextJob(true);
  await client[Symbol.asyncDispose]();
  await until('it to be gone', () => events.at(-1)?.kind === 'left');
  const name = expect.stringMatching(/^127\.0\.0\.1:\d+$/) as string;
  expect(events).toMatchObject([
    { kind: 'connected', client: name },
    { kind: 'login', client: name, worker: 'worker' },
    {
      kind: 'accepted',
      worker: 'worker',
      jobId: share.jobId,
      difficulty: difficulties.sha256d,
      key: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    },
    { kind: 'rejected', worker: 'worker', reason: 'duplicate', message: 'Duplicate share' },
    { kind: 'bad-message', problem: 'It is no JSON.' },
    { kind: 'block', height: 900_001 },
    { kind: 'left', client: name },
  ]);
});

const isDifficulty = (message: ServerMessage) => message.kind === 'difficulty';
