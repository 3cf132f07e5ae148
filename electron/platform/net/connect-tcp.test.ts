import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { connectTcp } from './connect-tcp.ts';
import { connectionError } from './connection-error.ts';
import { openConnection } from './tcp-connection.ts';

const host = '127.0.0.1';
const never = new AbortController().signal;
const servers: Server[] = [];
const sockets: Socket[] = [];

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const server of servers.splice(0)) {
    server.close();
    await once(server, 'close');
  }
});

async function listen(onSocket: (socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    onSocket(socket);
  });
  servers.push(server);
  server.listen({ host, port: 0 });
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** A port where nothing listens. */
async function freePort(): Promise<number> {
  const port = await listen(() => undefined);
  servers.pop()?.close();
  return port;
}

async function readAll(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts).toString();
}

describe('connectTcp', () => {
  it('carries text both ways until the other side ends', async () => {
    const port = await listen((socket) =>
      socket.on('data', (data) => socket.end(`you said ${data.toString()}`)),
    );
    await using connection = await connectTcp({ host, port, signal: never });
    expect(connection.name).toBe(`127.0.0.1:${port}`);
    connection.send('hello');
    await expect(readAll(connection.chunks)).resolves.toBe('you said hello');
    connection.send('nobody hears this');
  });

  it('says in words that the connection was refused', async () => {
    const port = await freePort();
    await expect(connectTcp({ host, port, signal: never })).rejects.toMatchObject({
      code: 'pool-unreachable',
      reason: 'connection refused',
      userMessage: `127.0.0.1:${port} refused the connection: nothing listens there.`,
      retryable: true,
    });
  });

  it('gives up after its time', async () => {
    const port = await listen(() => undefined);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const connecting = connectTcp({ host, port, timeoutMs: 4_000, signal: never });
    // All before the event loop has a chance to hear of the connection.
    vi.advanceTimersByTime(4_000);
    vi.useRealTimers();
    await expect(connecting).rejects.toMatchObject({
      reason: 'operation timed out',
      userMessage: `127.0.0.1:${port} did not answer in time.`,
    });
  });

  it('ends at once when it is told to', async () => {
    const port = await listen(() => undefined);
    const reason = new Error('not any more');
    const abort = new AbortController();
    const connecting = connectTcp({ host, port, signal: abort.signal });
    abort.abort(reason);
    await expect(connecting).rejects.toBe(reason);
    await expect(connectTcp({ host, port, signal: abort.signal })).rejects.toBe(reason);
  });

  it('tells its reader of a reset', async () => {
    const port = await listen((socket) => socket.on('data', () => socket.resetAndDestroy()));
    await using connection = await connectTcp({ host, port, signal: never });
    connection.send('x');
    await expect(readAll(connection.chunks)).rejects.toMatchObject({
      reason: 'connection reset by peer',
      userMessage: `127.0.0.1:${port} broke the connection off.`,
    });
  });

  it('ends the reading when it is closed on this side', async () => {
    const port = await listen(() => undefined);
    const connection = await connectTcp({ host, port, signal: never });
    const reading = readAll(connection.chunks);
    await connection[Symbol.asyncDispose]();
    await expect(reading).resolves.toBe('');
    await connection[Symbol.asyncDispose]();
  });

  it('sends what waits before it closes', async () => {
    const received = Promise.withResolvers<string>();
    const port = await listen((socket) => {
      readAll(socket as AsyncIterable<Uint8Array>).then(received.resolve, received.reject);
    });
    {
      await using connection = await connectTcp({ host, port, signal: never });
      connection.send('last words');
    }
    await expect(received.promise).resolves.toBe('last words');
  });

  it('sends last words also after it has stopped reading', async () => {
    const received = Promise.withResolvers<string>();
    const port = await listen((socket) => {
      socket.write('enough');
      readAll(socket as AsyncIterable<Uint8Array>).then(received.resolve, received.reject);
    });
    {
      await using connection = await connectTcp({ host, port, signal: never });
      for await (const _ of connection.chunks) {
        connection.send('last words');
        break;
      }
    }
    await expect(received.promise).resolves.toBe('last words');
  });

  it('breaks off with one that does not read', async () => {
    const port = await listen((socket) => socket.pause());
    await using connection = await connectTcp({ host, port, signal: never });
    const reading = readAll(connection.chunks);
    const text = 'x'.repeat(256 * 1024);
    for (let sent = 0; sent < 100; sent += 1) connection.send(text);
    await expect(reading).rejects.toMatchObject({ reason: 'other side does not read' });
  });
});

describe('openConnection', () => {
  it('serves the listening side, too', async () => {
    const port = await listen((socket) => {
      const connection = openConnection(socket, 'client');
      connection.send('welcome\n');
      void connection[Symbol.asyncDispose]();
    });
    await using connection = await connectTcp({ host, port, signal: never });
    await expect(readAll(connection.chunks)).resolves.toBe('welcome\n');
  });
});

describe('connectionError', () => {
  it.each([
    ['ENOTFOUND', 'unknown host', 'p:1 is not known: no computer has this name.'],
    ['ETIMEDOUT', 'operation timed out', 'p:1 did not answer in time.'],
    ['EHOSTUNREACH', 'network is unreachable', 'p:1 cannot be reached from this network.'],
    ['EODD', 'EODD', 'p:1 cannot be reached (EODD).'],
    ['constructor', 'constructor', 'p:1 cannot be reached (constructor).'],
  ])('%s', (code, reason, userMessage) => {
    const error = connectionError('p:1', Object.assign(new Error('x'), { code }));
    expect(error).toMatchObject({ reason, userMessage });
  });
});
