import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect as connectTcp, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { systemClock } from '../base/clock.ts';
import { connectLine } from '../platform/net/connect-line.ts';
import { MemoryPins } from '../platform/net/pin-store.ts';
import { maskLine } from '../protocols/stratum/mask-line.ts';
import { startEasyPool } from '../testing/easy-pool.ts';
import { shareFor } from '../testing/sample-shares.ts';
import { testCertificate } from '../testing/test-certificate.ts';
import type { Connect } from './line-connection.ts';
import { openPoolSession } from './open-session.ts';
import { poolDialects, type PoolDialect, type PoolJob, type PoolSession } from './pool-session.ts';
import { recordingConnect } from './recorded-connection.ts';
import { testPool } from './test-pool.ts';

const signal = new AbortController().signal;
const pins = new MemoryPins();
const connect: Connect = (address, options) => connectLine(address, { ...options, pins });

let closing = new AsyncDisposableStack();

afterEach(async () => {
  const open = closing;
  closing = new AsyncDisposableStack();
  await open.disposeAsync();
});

async function open(
  dialect: PoolDialect,
  url: string,
  how = connect,
  resumeId: string | null = null,
): Promise<PoolSession> {
  return openPoolSession(
    { url, user: 'me.rig', password: 'secret-x' },
    { dialect, connect: how, clock: systemClock, userAgent: 'rigwright/1', signal, resumeId },
  );
}

function firstJob(session: PoolSession): Promise<PoolJob> {
  return new Promise((resolve) => session.onJob(resolve));
}

/** A WebSocket before a pool that has none: a message is what came, whole lines or not. */
async function webSocketTo(address: string): Promise<string> {
  const http = closing.use(createServer());
  const server = new WebSocketServer({ server: http });
  server.on('connection', (client) => {
    const [host, port] = address.split(':');
    const pool = connectTcp(Number(port), host);
    let rest = '';
    pool.on('data', (data) => {
      const lines = (rest + data.toString()).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) client.send(line);
    });
    client.on('message', (data) => pool.write(data as Buffer));
    client.on('close', () => pool.destroy());
    pool.on('close', () => client.close());
    pool.on('error', () => client.terminate());
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  closing.defer(() => {
    for (const client of server.clients) client.terminate();
  });
  return `ws://127.0.0.1:${(http.address() as AddressInfo).port}/stratum`;
}

describe.each(poolDialects)('a real pool of %s', (dialect) => {
  it.each(['tcp', 'tls', 'ws'])('takes shares over %s, each once', async (transport) => {
    const tls = transport === 'tls' ? await testCertificate() : undefined;
    const pool = closing.use(await startEasyPool(dialect, tls && { tls }));
    const urls: Readonly<Record<string, () => Promise<string> | string>> = {
      tcp: () => `stratum+tcp://${pool.address}`,
      tls: () => `stratum+ssl://${pool.address}`,
      ws: () => webSocketTo(pool.address),
    };
    const url = (await urls[transport]?.()) ?? '';
    const session = closing.use(await open(dialect, url));
    expect(session.connection.tls).toEqual(tls ? { fingerprint: tls.fingerprint } : null);
    const job = await firstJob(session);
    expect(job.dialect).toBe(dialect);
    const share = (number: number) => session.submit(shareFor(job, 'me.rig', number));
    const verdicts = await Promise.all([share(1), share(2), share(1)]);
    expect(verdicts.map(({ accepted }) => accepted)).toEqual([true, true, false]);
    expect(pool.stats()).toMatchObject({ accepted: 2, rejected: 1 });
  });

  it('is tried out step by step', async () => {
    const pool = closing.use(await startEasyPool(dialect));
    const account = { url: pool.address, user: 'me.rig', password: '' };
    const options = { dialect, connect, clock: systemClock, userAgent: 'rigwright/1', signal };
    const { ok, steps, suggestion, fingerprint } = await testPool(account, options);
    expect({ ok, suggestion, fingerprint }).toEqual({
      ok: true,
      suggestion: null,
      fingerprint: null,
    });
    expect(steps.map(({ step, status }) => `${step} ${status}`)).toEqual([
      'address ok',
      'name ok',
      'connection ok',
      'encryption skipped',
      'login ok',
      'first-job ok',
    ]);
    expect(pool.stats().clients).toBeLessThanOrEqual(1);
  });

  it('is recorded without secrets', async () => {
    const pool = closing.use(await startEasyPool(dialect));
    const lines: string[] = [];
    const recording = recordingConnect(connect, () => (direction, line) => {
      lines.push(`${direction} ${maskLine(dialect, line)}`);
    });
    const session = closing.use(await open(dialect, pool.address, recording));
    await firstJob(session);
    expect(lines.some((line) => line.startsWith('sent'))).toBe(true);
    expect(lines.some((line) => line.startsWith('received'))).toBe(true);
    expect(lines.join()).toContain('<user>');
    expect(lines.join()).not.toMatch(/me\.rig|secret-x/);
  });
});

describe('sessions that go on', () => {
  it.each(['verus', 'stratum1'] as const)(
    'have the extranonce of before at %s',
    async (dialect) => {
      const pool = closing.use(await startEasyPool(dialect));
      const former = await open(dialect, pool.address);
      const job = await firstJob(former);
      const { resumeId } = former;
      expect(resumeId).not.toBeNull();
      await former[Symbol.asyncDispose]();
      await expect.poll(() => pool.stats().clients).toBe(0);
      const again = closing.use(await open(dialect, pool.address, connect, resumeId));
      const space = (of: PoolJob): unknown =>
        of.dialect === 'verus' ? of.extranonce1 : of.dialect === 'stratum1' && of.extranonce;
      expect(space(await firstJob(again))).toEqual(space(job));
    },
  );
});
