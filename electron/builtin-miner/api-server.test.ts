import { createServer } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { listen } from '../platform/net/listen.ts';
import { startApiServer } from './api-server.ts';

const host = '127.0.0.1';
const calls: string[] = [];
const port = await freePort();
const server = await startApiServer({
  host,
  port,
  token: 'secret',
  summary: () => ({ kind: 'miner' }),
  pause: () => calls.push('pause'),
  resume: () => calls.push('resume'),
});
afterAll(() => server[Symbol.asyncDispose]());

async function freePort(): Promise<number> {
  await using server = createServer();
  return await listen(server, host, 0);
}

async function ask(
  path: string,
  init: RequestInit = {},
  token: string | null = 'secret',
): Promise<{ status: number; body: unknown }> {
  const headers = new Headers(init.headers);
  if (token !== null) headers.set('Authorization', `Bearer ${token}`);
  const response = await fetch(`http://${host}:${port}${path}`, { ...init, headers });
  return { status: response.status, body: await response.json() };
}

function call(body: string, type = 'application/json'): RequestInit {
  return { method: 'POST', body, headers: { 'Content-Type': type } };
}

const method = (name: string): string => JSON.stringify({ id: 7, jsonrpc: '2.0', method: name });

describe('the interface of the miner', () => {
  it.each(['/2/summary', '/1/summary', '/2/summary?x=1'])(
    'tells its summary at %s',
    async (path) => {
      await expect(ask(path)).resolves.toEqual({ status: 200, body: { kind: 'miner' } });
    },
  );

  it.each([
    ['no token', '/2/summary', {}, null, 401, 'UNAUTHORIZED'],
    ['a wrong token', '/2/summary', {}, 'Secret', 403, 'FORBIDDEN'],
    ['no token to steer', '/json_rpc', call(method('pause')), null, 401, 'UNAUTHORIZED'],
    ['a wrong token to steer', '/json_rpc', call(method('pause')), 'x', 403, 'FORBIDDEN'],
    ['another path', '/2/backends', {}, 'secret', 404, 'NOT_FOUND'],
    ['another method', '/2/summary', { method: 'DELETE' }, 'secret', 405, 'METHOD_NOT_ALLOWED'],
    ['a call by GET', '/json_rpc', {}, 'secret', 405, 'METHOD_NOT_ALLOWED'],
    ['text', '/json_rpc', call('x', 'text/plain'), 'secret', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['no JSON', '/json_rpc', call('{'), 'secret', 400, 'BAD_REQUEST'],
    ['no call', '/json_rpc', call('{"id":1}'), 'secret', 400, 'BAD_REQUEST'],
    ['too much', '/json_rpc', call(' '.repeat(20_000)), 'secret', 413, 'PAYLOAD_TOO_LARGE'],
  ])('refuses %s', async (_name, path, init, token, status, error) => {
    await expect(ask(path, init, token)).resolves.toEqual({ status, body: { status, error } });
    expect(calls).toEqual([]);
  });

  it('pauses and resumes', async () => {
    const done = { status: 200, body: { id: 7, jsonrpc: '2.0', result: { status: 'OK' } } };
    await expect(ask('/json_rpc', call(method('pause')))).resolves.toEqual(done);
    await expect(ask('/json_rpc', call(method('resume')))).resolves.toEqual(done);
    expect(calls.splice(0)).toEqual(['pause', 'resume']);
  });

  it('says which call it does not know', async () => {
    await expect(ask('/json_rpc', call(method('stop')))).resolves.toMatchObject({
      status: 200,
      body: { id: 7, error: { code: -32_601, message: 'Method not found' } },
    });
  });

  it('says when its port is taken', async () => {
    const again = startApiServer({
      host,
      port,
      token: 'x',
      summary: () => ({}),
      pause: () => undefined,
      resume: () => undefined,
    });
    await expect(again).rejects.toMatchObject({ code: 'port-in-use' });
  });
});
