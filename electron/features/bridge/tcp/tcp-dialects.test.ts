import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { beamSamples } from '../../../platform/kernels/beam-samples.ts';
import { loadKernel, loadSolutionKernel } from '../../../platform/kernels/load-kernel.ts';
import { blockHeader } from '../../../protocols/stratum/bitcoin/block-header.ts';
import { fromHex, toHex, uint32ToHex } from '../../../protocols/stratum/bitcoin/hex.ts';
import { encodeRequest } from '../../../protocols/stratum/envelope.ts';
import { cryptonoteJob, hdsJob, stratum1Job } from '../../../testing/bridge/sample-jobs.ts';
import { openTestBridge, testSettings } from '../../../testing/bridge/test-bridge.ts';
import { openLineClient } from '../../../testing/line-client.ts';
import { until } from '../../../testing/until.ts';
import type { BridgeSettings } from '../settings.ts';
import { isWithin } from '../core/aim.ts';
import { targetBytes, targetOf } from '../../../protocols/stratum/bitcoin/difficulty.ts';

const sha256d = await loadKernel('sha256d');
const solutions = await loadSolutionKernel();
const kernels = { name: 'test', hash: sha256d, solutions };

let closing = new AsyncDisposableStack();
afterEach(async () => {
  const open = closing;
  closing = new AsyncDisposableStack();
  await open.disposeAsync();
});

type Message = Readonly<Record<string, unknown>>;

async function open(settings: Partial<BridgeSettings>) {
  const web = { ...testSettings.web, enabled: false };
  const opened = await openTestBridge({ kernels, settings: { ...settings, web } });
  closing.use(opened.bridge);
  const connect = async () => {
    const client = closing.use(await openLineClient(opened.tcpAddress));
    const messages = (): Message[] => client.lines.map((line) => JSON.parse(line) as Message);
    const find = (what: string, wanted: (message: Message) => boolean, count = 1) =>
      until(what, () => {
        const found = messages().filter(wanted);
        return found.length >= count && found.at(-1);
      });
    return { client, messages, find, send: (text: string) => client.send(text) };
  };
  return { ...opened, connect };
}

/** What a program said in a recorded session. */
function said(folder: string, name: string): string[] {
  const file = new URL(`../../../protocols/stratum/${folder}${name}`, import.meta.url);
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return lines.flatMap((line) => {
    const { dir, ev, data } = JSON.parse(line) as Record<string, string>;
    return dir === 'C>S' && ev === 'line' ? [data ?? ''] : [];
  });
}

describe('a miner of the Bitcoin family', () => {
  const stratum1 = { dialect: 'stratum1', algorithm: 'sha256d' } as const;

  it('finds a share with the part of the extranonce that it was given', async () => {
    const { link, bridge, connect } = await open(stratum1);
    const pool = stratum1Job('a', { versionMask: 0x1fff_e000 });
    link.announce(pool);
    const miner = await connect();
    miner.send(
      encodeRequest(1, 'mining.configure', [
        ['version-rolling'],
        { 'version-rolling.mask': 'ffffffff' },
      ]) +
        encodeRequest(2, 'mining.subscribe', ['test/1']) +
        encodeRequest(3, 'mining.authorize', ['rig7', 'x']),
    );
    const notify = await miner.find('the job', ({ method }) => method === 'mining.notify');
    expect(await miner.find('masks', ({ id }) => id === 1)).toMatchObject({
      result: { 'version-rolling': true, 'version-rolling.mask': '1fffe000' },
    });
    expect(await miner.find('the subscription', ({ id }) => id === 2)).toMatchObject({
      result: [expect.anything(), 'abcdef01000001', 5],
    });
    const [jobId] = notify['params'] as string[];
    const extranonce2 = fromHex('0102030405');
    const header = (nonce: number): Uint8Array =>
      blockHeader(
        { ...pool.job, version: 0x2000_2000 },
        { extranonce1: fromHex('abcdef01000001'), extranonce2, time: pool.job.time, nonce },
        (bytes) => sha256d.hash(bytes),
      );
    const target = targetBytes(targetOf(pool.difficulty));
    let nonce = 0;
    while (!isWithin(sha256d.hash(header(nonce)), target)) nonce += 1;
    const submit = (id: number, xn2: string, bits = '00002000') =>
      encodeRequest(id, 'mining.submit', [
        'rig7',
        jobId,
        xn2,
        uint32ToHex(pool.job.time),
        uint32ToHex(nonce),
        bits,
      ]);
    miner.send(
      submit(10, '0102030405') +
        submit(11, '0102030405') +
        submit(12, '01020304') +
        submit(13, '0102030405', '00000001'),
    );
    expect(await miner.find('10', ({ id }) => id === 10)).toMatchObject({
      result: true,
      error: null,
    });
    expect(await miner.find('11', ({ id }) => id === 11)).toMatchObject({
      error: [22, expect.anything(), null],
    });
    expect(await miner.find('12', ({ id }) => id === 12)).toMatchObject({
      error: [20, expect.anything(), null],
    });
    expect(await miner.find('13', ({ id }) => id === 13)).toMatchObject({
      error: [20, expect.anything(), null],
    });
    expect(link.shares).toMatchObject([
      {
        share: {
          worker: 'RWallet.rig',
          jobId: 'a',
          nonce,
          extranonce2: fromHex('0000010102030405'),
          versionBits: 0x2000,
        },
      },
    ]);
    expect(bridge.status().shares).toMatchObject({
      accepted: 1,
      rejected: { duplicate: 1, malformed: 2 },
    });
  });

  it.each([
    'cpuminer-multi-1.3.7-nomp.jsonl',
    'cpuminer-opt-26.1-ckpool.jsonl',
    'cpuminer-opt-26.1-nomp.jsonl',
    'minerd-2.5.1-nomp.jsonl',
    'xmrig-6.26.0-nomp.jsonl',
  ])('may say what the one of %s said', async (name) => {
    const { link, connect } = await open(stratum1);
    link.announce(stratum1Job('a'));
    const miner = await connect();
    const lines = said('recordings/', name);
    for (const line of lines) miner.send(line);
    await miner.find('the answers', ({ id }) => typeof id === 'number', lines.length);
    await miner.find('the job', ({ method }) => method === 'mining.notify');
    const logins = miner.messages().filter(({ id }) => id === 1 || id === 2);
    expect(logins.map(({ error }) => error)).toEqual(logins.map(() => null));
  });

  it('that cannot be told another extranonce is sent away to come again', async () => {
    const { link, connect } = await open(stratum1);
    link.announce(stratum1Job('a'));
    const [old, modern] = [await connect(), await connect()];
    for (const miner of [old, modern]) {
      miner.send(
        encodeRequest(1, 'mining.subscribe', []) + encodeRequest(2, 'mining.authorize', ['a', '']),
      );
      await miner.find('the job', ({ method }) => method === 'mining.notify');
    }
    modern.send(encodeRequest(3, 'mining.extranonce.subscribe', []));
    await modern.find('yes', ({ id }) => id === 3);
    link.announce(stratum1Job('b', { extranonce1: '77' }), true);
    await until('the end of the old one', () => old.client.closed);
    expect(
      await modern.find('it', ({ method }) => method === 'mining.set_extranonce'),
    ).toMatchObject({
      params: ['77000002', 5],
    });
    await modern.find('the job', ({ method }) => method === 'mining.notify', 2);
  });
});

describe('a miner of CryptoNote coins', () => {
  const cryptonote = { dialect: 'cryptonote', algorithm: null } as const;
  const login = (id: number, pass = 'x') =>
    `${JSON.stringify({ id, jsonrpc: '2.0', method: 'login', params: { login: 'wallet', pass, agent: 'XMRig/6.26.0', rigid: 'shed' } })}\n`;

  it('mines with its own highest byte of the nonce', async () => {
    const { link, bridge, connect } = await open(cryptonote);
    link.announce(cryptonoteJob('a'));
    const miner = await connect();
    miner.send(login(1));
    const { result } = (await miner.find('the login', ({ id }) => id === 1)) as {
      result: {
        id: string;
        job: { blob: string; job_id: string; target: string };
        extensions: string[];
      };
    };
    expect(result.extensions).toEqual(['algo', 'nicehash', 'keepalive']);
    expect(result.job.blob.slice(78, 86)).toBe('00000001');
    expect(result.job.target).toBe('ffffff3f');
    const submit = (id: number, nonce: string, hash: string) =>
      `${JSON.stringify({ id, jsonrpc: '2.0', method: 'submit', params: { id: result.id, job_id: result.job.job_id, nonce, result: hash } })}\n`;
    const [good, bad] = ['00'.repeat(32), 'ff'.repeat(32)];
    miner.send(
      submit(2, 'aabbcc01', good) +
        submit(3, 'aabbcc02', good) +
        submit(4, 'aabbcc01', good) +
        submit(5, 'ddeeff01', bad),
    );
    expect(await miner.find('2', ({ id }) => id === 2)).toMatchObject({ result: { status: 'OK' } });
    expect(await miner.find('3', ({ id }) => id === 3)).toMatchObject({ error: { code: -1 } });
    expect(await miner.find('4', ({ id }) => id === 4)).toMatchObject({
      error: { message: 'Duplicate share' },
    });
    expect(await miner.find('5', ({ id }) => id === 5)).toMatchObject({
      error: { message: 'Low difficulty share' },
    });
    expect(link.shares).toMatchObject([{ share: { jobId: 'a', nonce: fromHex('aabbcc01') } }]);
    expect(bridge.clients()).toMatchObject([{ worker: 'shed', agent: 'XMRig/6.26.0' }]);
    miner.send(`${JSON.stringify({ id: 6, method: 'keepalived', params: { id: result.id } })}\n`);
    expect(await miner.find('6', ({ id }) => id === 6)).toMatchObject({
      result: { status: 'KEEPALIVED' },
    });
  });

  it('gets a new session each time', async () => {
    const { link, connect } = await open(cryptonote);
    link.announce(cryptonoteJob('a'));
    const ids = new Set<unknown>();
    for (let count = 0; count < 3; count += 1) {
      const miner = await connect();
      miner.send(login(1));
      const { result } = await miner.find('the login', ({ id }) => id === 1);
      ids.add((result as { id: string }).id);
      miner.client.abort();
    }
    expect(ids.size).toBe(3);
  });

  it('shares a login at the pool with 255 others, and the next ones have another', async () => {
    const { links, link, connect } = await open(cryptonote);
    link.announce(cryptonoteJob('a'));
    const prefixes = new Set<string>();
    for (let count = 0; count < 258; count += 1) {
      const miner = await connect();
      miner.send(login(1));
      if (count === 256) {
        await until('another link', () => links.length === 2);
        links[1]?.announce(cryptonoteJob('b'));
      }
      const { result } = await miner.find('the login', ({ id }) => id === 1);
      const { blob } = (result as { job: { blob: string } }).job;
      prefixes.add(blob);
    }
    expect(links).toHaveLength(2);
    expect(prefixes.size).toBe(258);
  });

  it.each(['xmrig-6.26.0-monero-pool.jsonl', 'xmrig-proxy-6.26.0-monero-pool.jsonl'])(
    'may say what the one of %s said',
    async (name) => {
      const { link, connect } = await open(cryptonote);
      link.announce(cryptonoteJob('a'));
      const miner = await connect();
      const lines = said('cryptonote/recordings/', name);
      for (const line of lines) miner.send(line);
      await miner.find('the answers', ({ id }) => typeof id === 'number', lines.length);
      expect(miner.messages()[0]).toMatchObject({ result: { status: 'OK' } });
    },
  );
});

describe('a miner of Hds', () => {
  const hds = { dialect: 'hds', algorithm: 'beamhash' } as const;
  const message = (id: string, method: string, fields: object) =>
    `${JSON.stringify({ id, jsonrpc: '2.0', method, ...fields })}\n`;

  it('is told what its nonces begin with', async () => {
    const { link, connect } = await open(hds);
    link.announce(hdsJob({ id: '4191837464' }, '470fef51'));
    for (const prefix of ['470fef510001', '470fef510002']) {
      const miner = await connect();
      miner.send(message('login', 'login', { api_key: 'a-key-of-mine' }));
      const result = await miner.find('the login', ({ id }) => id === 'login');
      expect(result).toEqual({
        id: 'login',
        jsonrpc: '2.0',
        method: 'result',
        code: 0,
        description: 'Success',
        nonceprefix: prefix,
      });
      const job = await miner.find('the job', ({ method }) => method === 'job');
      expect(job).toMatchObject({ nonceprefix: prefix, difficulty: 0, height: 1_000_000 });
      expect(job['id']).toMatch(/^\d+$/);
    }
  });

  it('finds solutions, which are verified, and is answered in the order in which it sent them', async () => {
    const [, , sample] = beamSamples;
    if (!sample) throw new Error('no sample');
    const { link, connect, bridge } = await open(hds);
    link.announce(hdsJob({ id: '7', input: sample.input }, '010203040506'));
    const verdict = Promise.withResolvers<{ accepted: true; failure: null; latencyMs: 1 }>();
    link.verdict = verdict.promise;
    const miner = await connect();
    miner.send(message('login', 'login', { api_key: 'a-key-of-mine' }));
    const { id } = (await miner.find('the job', ({ method }) => method === 'job')) as {
      id: string;
    };
    const nonce = toHex(sample.nonce);
    const solution = toHex(sample.solution);
    const wrong = `00${solution.slice(2)}`;
    for (const fields of [
      { nonce, output: solution },
      { nonce, output: solution },
      { nonce, output: wrong },
      // The example of the specification has 100 bytes.
      { nonce, output: solution.slice(8) },
      { nonce: nonce.slice(2), output: solution },
      { nonce: `ff${nonce.slice(2)}`, output: solution },
    ]) {
      miner.send(message(id, 'solution', fields));
    }
    miner.send(message('999999', 'solution', { nonce, output: solution }));
    await until('the share at the pool', () => link.shares.length === 1);
    verdict.resolve({ accepted: true, failure: null, latencyMs: 1 });
    await miner.find('the last answer', ({ id }) => id === '999999');
    const codes = miner
      .messages()
      .filter(({ method }) => method === 'result')
      .map(({ code }) => code);
    expect(codes).toEqual([0, 1, -32_006, -32_004, -32_005, -32_007, -32_004, 3]);
    expect(link.shares).toMatchObject([{ share: { jobId: '7', nonce: sample.nonce } }]);
    expect(bridge.status().shares).toEqual({
      accepted: 1,
      counted: 0,
      rejected: { duplicate: 1, malformed: 4, 'wrong-job': 1 },
    });
  });

  it('is told what is wrong with what it says', async () => {
    const { link, connect } = await open(hds);
    link.announce(hdsJob({ id: '7' }));
    const miner = await connect();
    miner.send(message('5', 'dance', {}));
    expect(await miner.find('unknown', ({ id }) => id === '5')).toMatchObject({ code: -32_001 });
    miner.send(message('6', 'login', {}));
    expect(await miner.find('corrupted', ({ id }) => id === '6')).toMatchObject({ code: -32_000 });
    miner.send(message('', 'login', { api_key: 'x' }));
    expect(await miner.find('no id', ({ id }) => id === '')).toMatchObject({ code: -32_002 });
  });

  it('has the password of the bridge as its key, or behind its name', async () => {
    const guard = { ...testSettings.guard, password: 'secret' };
    const { link, connect, bridge } = await open({ ...hds, guard });
    link.announce(hdsJob({ id: '7' }));
    for (const [key, code] of [
      ['nobody', -32_003],
      ['secret', 0],
      ['shed:secret', 0],
    ] as const) {
      const miner = await connect();
      miner.send(message('login', 'login', { api_key: key }));
      expect(await miner.find('the login', ({ id }) => id === 'login')).toMatchObject({ code });
      if (code !== 0) await until('the end', () => miner.client.closed);
    }
    expect(new Set(bridge.clients().map(({ worker }) => worker))).toEqual(new Set(['shed', null]));
  });
});
