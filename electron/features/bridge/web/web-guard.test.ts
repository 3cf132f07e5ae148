import { mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { FakeClock } from '../../../testing/fake-clock.ts';
import { verusJob } from '../../../testing/bridge/sample-jobs.ts';
import { openTestBridge, testSettings } from '../../../testing/bridge/test-bridge.ts';
import { TestWebClient } from '../../../testing/bridge/web-client.ts';
import { tempFolder } from '../../../testing/temp-folder.ts';
import { until } from '../../../testing/until.ts';
import type { GuardRules } from '../guard/guard.ts';

let closing = new AsyncDisposableStack();
afterEach(async () => {
  const open = closing;
  closing = new AsyncDisposableStack();
  await open.disposeAsync();
});

async function open(rules: Partial<GuardRules> = {}, clock = new FakeClock()) {
  const guard = { ...testSettings.guard, ...rules };
  const opened = await openTestBridge({ settings: { guard }, clock });
  closing.use(opened.bridge);
  opened.link.announce(verusJob('a'));
  const connect = async (path = '', options: Parameters<typeof TestWebClient.open>[1] = {}) =>
    closing.use(await TestWebClient.open(opened.webUrl + path, options));
  return { ...opened, clock, connect };
}

const closed = (client: TestWebClient) => until('the end', () => client.closed);

/** Like fetch, which lets nobody choose the Host. */
async function get(url: string, headers: Record<string, string> = {}, method = 'GET') {
  const { promise, resolve, reject } = Promise.withResolvers<{
    status: number;
    headers: Record<string, unknown>;
    body: string;
  }>();
  const asked = request(url, { method, headers }, (response) => {
    let body = '';
    response.on('data', (chunk: Buffer) => (body += chunk.toString()));
    response.on('end', () =>
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
    );
  });
  asked.on('error', reject);
  asked.end();
  return await promise;
}

describe('a bridge with a password', () => {
  const password = 'open sesame';

  it.each([
    ['in the address', '?password=open%20sesame', {}],
    [
      'among the protocols',
      '',
      { protocols: ['spec001', `password.${Buffer.from(password).toString('base64url')}`] },
    ],
  ])('takes it %s', async (_, path, options) => {
    const { connect } = await open({ password });
    const client = await connect(path, options);
    await client.latest('work');
    expect(client.protocol).toBe(path === '' ? 'spec001' : '');
  });

  it('takes it from a client that says who it is', async () => {
    const { connect } = await open({ password });
    const client = await connect();
    client.send({ type: 'identify', clientId: 'a', password });
    await client.latest('work');
    expect(client.messages).toHaveLength(1);
  });

  it('gives nothing to those who do not know it', async () => {
    const { connect, clock } = await open({ password });
    const [wrong, guess, none, silent] = [
      await connect('?password=x'),
      await connect(),
      await connect(),
      await connect(),
    ];
    guess.send({ type: 'identify', clientId: 'a', password: 'x' });
    none.send({ type: 'identify', clientId: 'a' });
    expect(await closed(wrong)).toEqual({ code: 4002, reason: 'password-wrong' });
    expect(await closed(guess)).toMatchObject({ code: 4002 });
    expect(await closed(none)).toEqual({ code: 4001, reason: 'password-needed' });
    clock.advance(20_000);
    expect(await closed(silent)).toMatchObject({ code: 4001 });
    expect([wrong, guess, none, silent].flatMap(({ messages }) => messages)).toEqual([]);
  });

  it('keeps out an address that goes on guessing', async () => {
    const { connect, bridge, clock } = await open({ password, banMinutes: 5 });
    for (let count = 0; count < 10; count += 1) await closed(await connect('?password=x'));
    expect(bridge.status().bans).toMatchObject([
      { address: '127.0.0.1', reason: 'too many wrong passwords' },
    ]);
    expect(await closed(await connect('?password=open+sesame'))).toMatchObject({ code: 4003 });
    clock.advance(5 * 60_000);
    const client = await connect('?password=open+sesame');
    await client.latest('work');
    expect(bridge.status().bans).toEqual([]);
  });
});

describe('who may come in', () => {
  it('is not who is denied, or not allowed', async () => {
    const denied = await open({ deny: ['127.0.0.0/8'] });
    expect(await closed(await denied.connect())).toEqual({ code: 4004, reason: 'not-allowed' });
    expect(await get(`${denied.webUrl}status`)).toMatchObject({
      status: 403,
      body: '{"code":"not-allowed"}',
    });
    const others = await open({ allow: ['192.168.0.0/16', 'fd00::/8'] });
    expect(await closed(await others.connect())).toMatchObject({ code: 4004 });
    const loopback = await open({ allow: ['127.0.0.1'] });
    const client = await loopback.connect();
    await client.latest('work');
  });

  it('are only so many', async () => {
    const { connect } = await open({ maxClients: 2 });
    const [first] = [await connect(), await connect()];
    expect(await closed(await connect())).toEqual({ code: 1013, reason: 'full' });
    await first[Symbol.asyncDispose]();
    const next = await connect();
    await next.latest('work');
    const single = await open({ maxClientsPerAddress: 1 });
    await single.connect();
    expect(await closed(await single.connect())).toMatchObject({ code: 1013 });
  });

  it('are pages of the bridge itself and those that are allowed', async () => {
    const { connect, webUrl } = await open({ origins: ['https://mine.example'] });
    for (const origin of [webUrl.slice(0, -1), 'https://mine.example']) {
      const client = await connect('', { origin });
      client.send({ type: 'ping' });
      await client.latest('pong');
    }
    const foreign = await connect('', { origin: 'https://other.example' });
    expect(await closed(foreign)).toMatchObject({ code: 1006 });
    const everybody = await open({ origins: ['*'] });
    await (await everybody.connect('', { origin: 'https://other.example' })).latest('work');
  });

  it('is nobody who was led here by a name of a stranger', async () => {
    const { webUrl, connect } = await open();
    const headers = { host: 'attacker.example' };
    expect(await get(`${webUrl}status`, headers)).toMatchObject({ status: 421 });
    const client = await connect('', { headers, origin: 'http://attacker.example' });
    expect(await closed(client)).toMatchObject({ code: 1006 });
  });
});

describe('what a client may do', () => {
  it('is to send so many messages a minute', async () => {
    const { connect, clock } = await open({ maxMessagesPerMinute: 10 });
    const client = await connect();
    const { job_id } = (await client.latest('work'))['work'] as { job_id: string };
    for (let count = 0; count < 9; count += 1) client.send({ type: 'ping' });
    await client.latest('pong', 9);
    const share = { work: { job_id }, nonce: 1 };
    expect(await client.share(share)).toMatchObject({ accepted: false, reason: 'over-rate' });
    clock.advance(60_000);
    expect(await client.share(share)).toMatchObject({ accepted: true });
    for (let count = 0; count < 40; count += 1) client.send({ type: 'ping' });
    expect(await closed(client)).toEqual({ code: 4005, reason: 'too-many-messages' });
  });

  it('is to send messages of a limited size', async () => {
    const { connect } = await open();
    const client = await connect();
    client.send({ type: 'ping', padding: 'x'.repeat(70_000) });
    expect(await closed(client)).toMatchObject({ code: 1009 });
  });

  it('is not to go on with bad shares for ever', async () => {
    const { connect, bridge } = await open();
    const client = await connect();
    await client.latest('work');
    for (let count = 0; count < 60; count += 1) {
      client.send({ type: 'share', work: { job_id: 'none' }, nonce: count });
    }
    expect(await closed(client)).toEqual({ code: 4003, reason: 'banned' });
    expect(bridge.status().bans).toMatchObject([{ reason: 'too many bad shares' }]);
    bridge.unban('127.0.0.1');
    await (await connect()).latest('work');
  });

  it('is to be silent only as long as it answers', async () => {
    const { connect, clock, bridge } = await open();
    const client = await connect();
    await client.latest('work');
    clock.advance(40_000);
    await until('the answer to the ping', () => {
      clock.advance(1_000);
      return bridge.status().clients === 1;
    });
    clock.advance(100_000);
    expect(await closed(client)).toMatchObject({ code: 1006 });
  });
});

describe('our own page', () => {
  it('gets its work in a short form, once it has said so', async () => {
    const { connect, webUrl, link, bridge } = await open();
    const client = await connect('', { origin: webUrl.slice(0, -1) });
    client.send({ type: 'identify', clientId: 'id-of-browser', worker: 'Anna', form: 'compact' });
    const message = await client.latest('work');
    const { work } = message as unknown as { work: { header: string; target: string } };
    expect(message).toMatchObject({
      form: 'compact',
      work: { start_nonce: 0, max_nonce: 4_294_967_295, difficulty: 1 / 2_048 },
    });
    expect(work.header).toMatch(/^[0-9a-f]{2974}$/);
    const [, round = ''] = /^18000000000001(..)0{14}$/.exec(work.header.slice(2 * 1_472)) ?? [];
    const nonce = `18000000000001${round}`.padEnd(64, '0');
    expect(work.header.slice(2 * 108, 2 * 140)).toBe(nonce);
    expect(round).not.toBe('');
    expect(work.target).toBe(Buffer.from(verusJob('a').target).toString('hex'));
    client.send({ type: 'identify', clientId: 'id-of-browser', worker: 'Berta', form: 'compact' });
    link.announce(verusJob('b'));
    await client.latest('work', 2);
    expect(client.messages).toHaveLength(2);
    expect(bridge.clients()).toMatchObject([{ worker: 'Berta', kind: 'web' }]);
  });

  it('is served with a strict policy, and nothing beside it', async () => {
    using temp = tempFolder();
    const folder = temp.path;
    mkdirSync(join(folder, 'page/assets'), { recursive: true });
    writeFileSync(join(folder, 'page/index.html'), '<!doctype html>');
    writeFileSync(join(folder, 'page/assets/k.wasm'), 'wasm');
    writeFileSync(join(folder, 'secret.json'), '{}');
    const opened = await openTestBridge({ pageFolder: join(folder, 'page') });
    closing.use(opened.bridge);
    const { webUrl } = opened;
    const page = await get(webUrl);
    expect(page).toMatchObject({ status: 200, body: '<!doctype html>' });
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining("default-src 'self'") as string,
    });
    expect((await get(`${webUrl}assets/k.wasm`)).headers).toMatchObject({
      'content-type': 'application/wasm',
      'cache-control': expect.stringContaining('immutable') as string,
    });
    for (const path of [
      'none.js',
      '../secret.json',
      '%2e%2e/secret.json',
      '..%2fsecret.json',
      '%5c..%5csecret.json',
      'assets',
      '%',
      'index.html%00.js',
    ]) {
      expect(await get(webUrl + path)).toMatchObject({ status: 404 });
    }
    expect(await get(webUrl, {}, 'POST')).toMatchObject({ status: 405 });
  });
});

describe('the status', () => {
  it('says how it goes, and nothing that is not everybody’s business', async () => {
    const { webUrl, connect } = await open({ password: 'open sesame' });
    await (await connect('?password=open+sesame')).latest('work');
    const { body, headers } = await get(`${webUrl}status`);
    expect(headers).toMatchObject({ 'cache-control': 'no-store' });
    expect(JSON.parse(body)).toMatchObject({
      name: 'Test',
      dialect: 'verus',
      passwordNeeded: true,
      pool: { state: 'working', name: 'pool.example:9999' },
      clients: 1,
      shares: { accepted: 0, counted: 0, rejected: {} },
    });
    expect(body).not.toMatch(/RWallet|sesame|127\.0\.0\.1/);
  });
});
