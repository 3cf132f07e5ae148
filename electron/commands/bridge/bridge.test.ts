import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { listen } from '../../platform/net/listen.ts';
import { loadKernel } from '../../platform/kernels/load-kernel.ts';
import { decodeTranscript } from '../../protocols/stratum/transcript.ts';
import { TestWebClient } from '../../testing/bridge/web-client.ts';
import { openLineClient } from '../../testing/line-client.ts';
import { startPracticePool } from '../../testing/practice-pool/practice-pool.ts';
import { tempFolder } from '../../testing/temp-folder.ts';
import { until } from '../../testing/until.ts';

const cli = resolve(import.meta.dirname, '../../cli.ts');

type Told = { readonly kind: string; readonly [field: string]: unknown };

let closing = new AsyncDisposableStack();
afterEach(async () => {
  const open = closing;
  closing = new AsyncDisposableStack();
  await open.disposeAsync();
});

/** Runs `rigwright bridge` as a process of its own. */
function run(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [cli, 'bridge', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  const text = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (text.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (text.stderr += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  closing.defer(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const events = (): Told[] =>
    text.stdout
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Told);
  return {
    text,
    ended,
    events,
    told: (kind: string, matches: (event: Told) => boolean = () => true) =>
      until(`${kind} of the bridge: ${text.stderr}`, () =>
        events().find((event) => event.kind === kind && matches(event)),
      ),
    said: (part: string) => until(`“${part}”`, () => text.stdout.includes(part)),
    async interrupt() {
      child.kill('SIGINT');
      return await ended;
    },
  };
}

/** A pool that takes every hash for a share. */
async function openPool() {
  const kernel = await loadKernel('verushash');
  const pool = closing.use(await startPracticePool({ dialect: 'verus', kernel, difficulty: 1e-6 }));
  return { pool, url: `stratum+tcp://${pool.address}` };
}

const onAnyPort = ['--port', '0', '--user', 'RWallet.rig', '--json'];

describe('the command bridge', () => {
  it('carries shares of browsers and miners, and tells what happens', async () => {
    const { url, pool } = await openPool();
    const bridge = run(['--pool', url, ...onAnyPort, '--tcp-port', '0', '--pass', 'secret-word']);
    const { webUrl, webSocketUrls, tcpUrl } = await bridge.told('listening');
    expect(webSocketUrls).toEqual([String(webUrl).replace('http', 'ws').replace(/\/$/, '')]);
    await bridge.told('pool', ({ state }) => state === 'working');
    await expect(bridge.told('job')).resolves.toMatchObject({ hashesPerShare: 1 });

    const client = closing.use(await TestWebClient.open(String(webUrl)));
    const { work } = (await client.latest('work')) as { work?: { job_id: string } };
    client.send({ type: 'identify', worker: 'phone' });
    const { accepted } = await client.share({ work: { job_id: work?.job_id }, nonce: 7 });
    expect(accepted).toBe(true);
    await client.share({ work: { job_id: work?.job_id }, nonce: 7 });
    await client.share({ work: { job_id: 'never' }, nonce: 7 });
    await client.share({ work: { job_id: work?.job_id }, nonce: 'xyz' });
    const miner = closing.use(await openLineClient(String(tcpUrl).replace(/^.*:\/\//, '')));
    miner.send('{"id":1,"method":"mining.subscribe","params":["miner/1"]}\n');
    await miner.line('"id":1');

    await expect(bridge.told('share')).resolves.toMatchObject({ accepted: true, worker: 'phone' });
    await bridge.told('advice', ({ text }) => String(text).includes('goes over the same nonces'));
    await bridge.told('advice', ({ text }) => String(text).includes('bring back the job_id'));
    await bridge.told('advice', ({ text }) => String(text).includes('hexadecimal text'));
    await client[Symbol.asyncDispose]();
    await bridge.told('client', ({ change }) => change === 'left');
    expect(await bridge.interrupt()).toBe(0);
    const rejected = { duplicate: 1, 'wrong-job': 1, malformed: 1 };
    expect(bridge.events().at(-1)).toMatchObject({
      kind: 'summary',
      shares: { accepted: 1, rejected },
      mostClients: 2,
    });
    expect(pool.stats()).toMatchObject({ accepted: 1, rejected: 0 });
    expect(bridge.text.stdout).not.toContain('secret-word');
    expect(bridge.text.stderr).toBe('');
  });

  it('shows and records every message without the secrets', async () => {
    using folder = tempFolder();
    const { url } = await openPool();
    const file = join(folder.path, 'transcript.jsonl');
    const secrets = ['--pass', 'secret-word', '--password', 'door-word'];
    const bridge = run(['--pool', url, ...onAnyPort, ...secrets, '--debug', '--record', file]);
    const { webUrl } = await bridge.told('listening');
    const client = closing.use(await TestWebClient.open(String(webUrl)));
    client.send({ type: 'identify', worker: 'phone', password: 'door-word' });
    const { work } = (await client.latest('work')) as { work?: { job_id: string } };
    await client.share({ work: { job_id: work?.job_id }, nonce: 1 });
    await bridge.told('message', ({ text }) => String(text).includes('share_result'));
    expect(await bridge.interrupt()).toBe(0);
    const transcript = decodeTranscript(readFileSync(file, 'utf8'));
    const said = transcript.map(({ line }) => (JSON.parse(line) as { method?: string }).method);
    for (const method of [
      'mining.subscribe',
      'mining.authorize',
      'mining.notify',
      'mining.submit',
    ]) {
      expect(said).toContain(method);
    }
    const all = bridge.text.stdout + readFileSync(file, 'utf8');
    for (const secret of ['secret-word', 'door-word', 'RWallet']) expect(all).not.toContain(secret);
    expect(bridge.text.stdout).toContain('\\"method\\":\\"mining.submit\\"');
  });

  it('speaks to a person in lines, and is told what to do by the environment', async () => {
    const { url } = await openPool();
    const env = { POOL_URL: url, POOL_USER: 'RWallet', WS_PORT: '0', DEBUG: '0' };
    const bridge = run([], env);
    await bridge.said('work comes from stratum+tcp://127.0.0.1');
    expect(await bridge.interrupt()).toBe(0);
    expect(bridge.text.stdout).toMatch(/WebSocket {2}ws:\/\/127\.0\.0\.1:\d+\n/);
    expect(bridge.text.stdout).toContain('Only this computer can connect; --host 0.0.0.0 lets in');
    expect(bridge.text.stdout).toContain('a share takes 1 hashes on average');
    expect(bridge.text.stdout).toMatch(/Ran for .*: 0 shares accepted, 0 rejected/);
  });

  it.each([
    ['refused', async () => `127.0.0.1:${await freePort()}`, 'nothing listens there'],
    ['unknown', async () => 'no-such-pool.invalid:1', /no computer has this name|name server/],
    ['over TLS', async () => `ssl://${(await openPool()).pool.address}`, /TLS/],
  ])('says why a pool is not reached: %s', async (_, address, problem) => {
    const bridge = run(['--pool', await address(), ...onAnyPort]);
    const told = await bridge.told('pool', (event) => typeof event['problem'] === 'string');
    expect(`${String(told['problem'])} ${String(told['suggestion'])}`).toMatch(problem);
    expect(await bridge.interrupt()).toBe(0);
  });

  it('goes on with the next pool where the first is not there', async () => {
    const { url } = await openPool();
    const bridge = run(['--pool', `127.0.0.1:${await freePort()}`, '--pool', url, ...onAnyPort]);
    await expect(bridge.told('pool', ({ state }) => state === 'working')).resolves.toMatchObject({
      url,
    });
    expect(await bridge.interrupt()).toBe(0);
  });

  it('ends with an exit code where it cannot run', async () => {
    await using taken = createServer();
    const port = await listen(taken, '127.0.0.1', 0);
    const args = ['--pool', 'pool.invalid:1', '--user', 'R'];
    const busy = run([...args, '--port', String(port)]);
    expect(await busy.ended).toBe(1);
    expect(busy.text.stderr).toContain(`Port ${port} of 127.0.0.1 is in use by another program.`);
    const wrong = run(['--pool', 'http://pool.example:1', '--user', 'R']);
    expect(await wrong.ended).toBe(2);
    expect(wrong.text.stderr).toContain('Write it like stratum+tcp://pool.example:3333.');
  });
});

/** A port at which nobody listens. */
async function freePort(): Promise<number> {
  await using server = createServer();
  return await listen(server, '127.0.0.1', 0);
}
