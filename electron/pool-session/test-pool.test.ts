import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../base/clock.ts';
import { PoolTest } from '../contract/values/bridge.ts';
import { connectLine } from '../platform/net/connect-line.ts';
import { MemoryPins } from '../platform/net/pin-store.ts';
import { startEasyPool } from '../testing/easy-pool.ts';
import { fastClock } from '../testing/fast-clock.ts';
import { testCertificate } from '../testing/test-certificate.ts';
import { poolDialects, type PoolAccount, type PoolDialect } from './pool-session.ts';
import { testPool } from './test-pool.ts';

let closing = new AsyncDisposableStack();
let pins = new MemoryPins();

afterEach(async () => {
  const open = closing;
  closing = new AsyncDisposableStack();
  pins = new MemoryPins();
  await open.disposeAsync();
});

async function portOf(server: Server, onSocket?: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    onSocket?.(socket);
  });
  server.listen({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  closing.defer(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  });
  return (server.address() as AddressInfo).port;
}

async function tryOut(
  url: string,
  more: Partial<PoolAccount> = {},
  clock = systemClock,
  dialect: PoolDialect = 'verus',
) {
  const found = await testPool(
    { url, user: 'me', password: 'x', ...more },
    {
      dialect,
      connect: (address, options) => connectLine(address, { ...options, pins }),
      clock,
      userAgent: 'rigwright/1',
      signal: new AbortController().signal,
    },
  );
  expect(PoolTest.parse(found)).toEqual(found);
  const failed = found.steps.find(({ status }) => status === 'failed');
  return { ...found, failed: failed && { step: failed.step, text: failed.text } };
}

describe('testPool', () => {
  it('tells each step of a pool over TLS, and its certificate', async () => {
    const tls = await testCertificate();
    const pool = closing.use(await startEasyPool('verus', { tls }));
    const { ok, steps, fingerprint } = await tryOut(`ssl://${pool.address}`);
    expect(ok).toBe(true);
    expect(fingerprint).toBe(tls.fingerprint);
    expect(steps.map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => 'ok'));
    expect(steps.every(({ elapsedMs }) => elapsedMs !== null)).toBe(true);
    const texts = steps.map(({ text }) => text);
    expect(texts[1]).toBe('It stands for 127.0.0.1.');
    expect(texts[2]).toMatch(/^Somebody answers there, within \d+ ms\.$/);
    expect(texts[3]).toBe(`The certificate has the fingerprint ${tls.fingerprint}.`);
    expect(texts[5]).toMatch(/^Work came, of difficulty 0\.000\d+\.$/);
  });

  it.each(poolDialects)('finds work at a pool that speaks %s', async (dialect) => {
    const pool = closing.use(await startEasyPool(dialect));
    const user = dialect.startsWith('eth') ? `0x${'ab'.repeat(20)}.rig1` : 'me';
    const { ok, steps } = await tryOut(pool.address, { user }, systemClock, dialect);
    expect(steps.map(({ status }) => status)).toEqual(['ok', 'ok', 'ok', 'skipped', 'ok', 'ok']);
    expect(ok).toBe(true);
  });

  it('ends with the address where that is none', async () => {
    const { ok, failed, steps, suggestion } = await tryOut('http://pool.example:80');
    expect(ok).toBe(false);
    expect(failed?.step).toBe('address');
    expect(suggestion).toBe('Write it like stratum+tcp://pool.example:3333.');
    expect(steps.slice(1).map(({ status }) => status)).toEqual(
      Array.from({ length: 5 }, () => 'skipped'),
    );
  });

  it('ends with the name where nobody has it', async () => {
    const { failed } = await tryOut('pool.invalid:3333');
    expect(failed?.step).toBe('name');
  });

  it('ends with the connection where nothing listens', async () => {
    const port = await portOf(createServer());
    await closing.disposeAsync();
    closing = new AsyncDisposableStack();
    const { failed, suggestion } = await tryOut(`127.0.0.1:${port}`);
    expect(failed).toEqual({
      step: 'connection',
      text: `127.0.0.1:${port} refused the connection: nothing listens there.`,
    });
    expect(suggestion).toBe('Check the address and the port.');
  });

  it('ends with the connection of a WebSocket that is refused', async () => {
    const port = await portOf(createHttpServer((_, response) => response.writeHead(404).end()));
    const { failed } = await tryOut(`ws://127.0.0.1:${port}`);
    expect(failed).toEqual({
      step: 'connection',
      text: `127.0.0.1:${port} refused the WebSocket with HTTP 404.`,
    });
  });

  it('ends with the encryption where the certificate is another, and shows it', async () => {
    const tls = await testCertificate();
    const pool = closing.use(await startEasyPool('verus', { tls }));
    pins.set(pool.address, 'ab'.repeat(32));
    const { failed, fingerprint } = await tryOut(`ssl://${pool.address}`);
    expect(failed?.step).toBe('encryption');
    expect(fingerprint).toBe(tls.fingerprint);
  });

  it('ends with the login where the account is none', async () => {
    const pool = closing.use(await startEasyPool('verus'));
    const { failed, suggestion } = await tryOut(pool.address, { user: '' });
    expect(failed).toMatchObject({
      step: 'login',
      text: expect.stringContaining('refused to let us in') as string,
    });
    expect(suggestion).toContain('Check the account');
  });

  it('ends with the first job where none comes', async () => {
    const port = await portOf(createServer(), (socket) =>
      socket.on('data', (data) => {
        for (const line of data.toString().trim().split('\n')) {
          const { id, method } = JSON.parse(line) as { id: number; method: string };
          const result = method === 'mining.subscribe' ? [null, '0a0b0c0d'] : true;
          socket.write(`${JSON.stringify({ id, result, error: null })}\n`);
        }
      }),
    );
    const { failed } = await tryOut(`127.0.0.1:${port}`, {}, fastClock(50));
    expect(failed).toEqual({
      step: 'first-job',
      text: `The pool 127.0.0.1:${port} was given up: no work came.`,
    });
  });

  it('ends when it is told to', async () => {
    const stop = new AbortController();
    const port = await portOf(createServer());
    const testing = testPool(
      { url: `127.0.0.1:${port}`, user: 'me', password: '' },
      {
        dialect: 'hds',
        connect: (address, options) => connectLine(address, { ...options, pins }),
        clock: systemClock,
        userAgent: 'rigwright/1',
        signal: stop.signal,
      },
    );
    stop.abort(new Error('enough'));
    await expect(testing).rejects.toThrow('enough');
  });
});
