import { afterEach, describe, expect, it } from 'vitest';
import { toHex } from '../../protocols/stratum/bitcoin/hex.ts';
import { encodeRequest } from '../../protocols/stratum/envelope.ts';
import * as proxyClient from '../../protocols/stratum/ethereum/eth-proxy/client-messages.ts';
import { decodeServerMessage as decodeProxy } from '../../protocols/stratum/ethereum/eth-proxy/server-messages.ts';
import * as client from '../../protocols/stratum/ethereum/ethereum-stratum/client-messages.ts';
import {
  decodeServerMessage,
  decodeSubscription,
} from '../../protocols/stratum/ethereum/ethereum-stratum/server-messages.ts';
import { encodeHashRate } from '../../protocols/stratum/ethereum/hash-rate.ts';
import { openLineClient } from '../line-client.ts';
import { startPracticePool } from './practice-pool.ts';

let closing = new AsyncDisposableStack();

afterEach(async () => {
  const open = closing;
  closing = new AsyncDisposableStack();
  await open.disposeAsync();
});

async function openPool(dialect: 'ethproxy' | 'ethstratum', difficulty: number) {
  const pool = closing.use(await startPracticePool({ dialect, difficulty }));
  const line = closing.use(await openLineClient(pool.address));
  /** Says something with the id 9, and waits for the answer. */
  const ask = (encoded: string): Promise<string> => {
    line.send(encoded);
    return line.line('"id":9');
  };
  return { pool, line, ask };
}

const nonce = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
const report = { hashRate: 1e6, clientId: '0xcafe' };

describe('the eth-proxy pool', () => {
  async function logIn() {
    const opened = await openPool('ethproxy', 1_000);
    const { line } = opened;
    line.send(proxyClient.encodeLogin(1, { user: '0xwallet', password: 'x', worker: 'rig1' }));
    expect(decodeProxy(await line.line('"id":1'))).toMatchObject({ result: true });
    line.send(proxyClient.encodeGetWork(2));
    const work = decodeProxy(await line.line('"id":2'));
    if (work.kind !== 'job') throw new Error('no work');
    return { ...opened, job: work.job };
  }

  it('gives work when it is asked and when there is new one, and takes any new nonce', async () => {
    const { pool, line, job } = await logIn();
    expect(job).toMatchObject({ height: 900_000, seedHash: new Uint8Array(32) });
    expect(job.target).toBe(((1n << 256n) - 1n) / 1_000n);
    const share = { nonce, headerHash: job.headerHash, mixHash: new Uint8Array(32) };
    line.send(proxyClient.encodeSubmit(3, 'rig1', share));
    expect(decodeProxy(await line.line('"id":3'))).toMatchObject({ result: true, error: null });
    line.send(proxyClient.encodeSubmit(4, 'rig2', share));
    expect(decodeProxy(await line.line('"id":4'))).toMatchObject({
      error: { code: 22, message: 'Duplicate share' },
    });
    pool.nextJob();
    const pushed = decodeProxy(await line.line('"id":0'));
    expect(pushed.kind === 'job' && toHex(pushed.job.headerHash)).not.toBe(toHex(job.headerHash));
    expect(pool.stats()).toMatchObject({ accepted: 1, rejected: 1, checkedWith: null });
  });

  it('gives no two clients the same header', async () => {
    const { pool, job } = await logIn();
    const other = closing.use(await openLineClient(pool.address));
    other.send(proxyClient.encodeLogin(1, { user: '0xother', password: 'x', worker: '' }));
    other.send(proxyClient.encodeGetWork(2));
    const work = decodeProxy(await other.line('"id":2'));
    expect(work.kind === 'job' && toHex(work.job.headerHash)).not.toBe(toHex(job.headerHash));
  });

  it('refuses shares of work that nobody was given, and work for who has not logged in', async () => {
    const { pool, line } = await logIn();
    const share = { nonce, headerHash: new Uint8Array(32), mixHash: new Uint8Array(32) };
    line.send(proxyClient.encodeSubmit(5, 'rig1', share));
    expect(decodeProxy(await line.line('"id":5'))).toMatchObject({ error: { code: 21 } });
    line.send(encodeHashRate(6, report));
    expect(decodeProxy(await line.line('"id":6'))).toMatchObject({ result: true });
    const stranger = closing.use(await openLineClient(pool.address));
    stranger.send(proxyClient.encodeGetWork(1));
    expect(decodeProxy(await stranger.line('"id":1'))).toMatchObject({ error: { code: 25 } });
  });
});

describe('the EthereumStratum pool', () => {
  it('gives a part of the nonce, a difficulty and a job, and takes any new nonce', async () => {
    const { pool, line, ask } = await openPool('ethstratum', 0.5);
    const answer = decodeServerMessage(await ask(client.encodeSubscribe(9, 'test')));
    const subscription = decodeSubscription(answer.kind === 'answer' ? answer.result : null);
    expect(subscription.extranonce).toHaveLength(3);
    const difficulty = decodeServerMessage(await line.line('mining.set_difficulty'));
    expect(difficulty).toEqual({ kind: 'difficulty', difficulty: 0.5 });
    const notified = decodeServerMessage(await line.line('"method":"mining.notify"'));
    if (notified.kind !== 'job') throw new Error('no job');

    const submit = async (id: number, minerNonce: Uint8Array) => {
      const share = { worker: 'wallet.rig', jobId: notified.job.id, minerNonce };
      line.send(client.encodeSubmit(id, share));
      return decodeServerMessage(await line.line(`"id":${id},`));
    };
    await expect(submit(11, nonce.slice(3))).resolves.toMatchObject({ error: { code: 24 } });
    line.send(client.encodeAuthorize(12, 'wallet.rig', 'x'));
    await line.line('"id":12');
    await expect(submit(13, nonce.slice(3))).resolves.toMatchObject({ result: true, error: null });
    await expect(submit(14, nonce.slice(3))).resolves.toMatchObject({ error: { code: 22 } });
    await expect(submit(15, nonce)).resolves.toMatchObject({ error: { code: 20 } });
    expect(pool.stats()).toMatchObject({ accepted: 1, rejected: 3, checkedWith: null });
  });

  it('sends a client that asks for version 2 on to another dialect', async () => {
    const { ask } = await openPool('ethstratum', 1);
    const hello = encodeRequest(9, 'mining.hello', []).replace('[]', '{"proto":"x"}');
    expect(decodeServerMessage(await ask(hello))).toMatchObject({ error: { code: 20 } });
  });

  it('says yes to what changes nothing', async () => {
    const { line } = await openPool('ethstratum', 1);
    line.send(client.encodeExtranonceSubscribe(3) + encodeHashRate(4, report));
    expect(decodeServerMessage(await line.line('"id":3'))).toMatchObject({ result: true });
    expect(decodeServerMessage(await line.line('"id":4'))).toMatchObject({ result: true });
  });
});
