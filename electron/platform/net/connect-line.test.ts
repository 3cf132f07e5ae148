import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import {
  createServer as createTlsServer,
  getCACertificates,
  setDefaultCACertificates,
} from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocketServer, type WebSocket } from 'ws';
import type { LineConnection } from '../../base/line-connection.ts';
import { testCertificate } from '../../testing/test-certificate.ts';
import { connectLine, type ConnectLineOptions, type LineAddress } from './connect-line.ts';
import { listenLines } from './listen-lines.ts';
import { readableFingerprint } from './certificate.ts';
import { MemoryPins } from './pin-store.ts';

const host = '127.0.0.1';
const never = new AbortController().signal;
const cleanUp: (() => unknown)[] = [];

afterEach(async () => {
  for (const end of cleanUp.splice(0).toReversed()) await end();
});

async function listening(server: Server, onSocket?: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    onSocket?.(socket);
  });
  server.listen({ host, port: 0 });
  await once(server, 'listening');
  cleanUp.push(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  });
  return (server.address() as AddressInfo).port;
}

/** An echo over TLS. */
async function tlsPool(certificate: { key: string; cert: string }): Promise<number> {
  const server = await listenLines({
    host,
    port: 0,
    certificate,
    maxConnections: 10,
    onConnection: (connection) => void echo(connection),
  });
  cleanUp.push(() => server[Symbol.asyncDispose]());
  return server.port;
}

async function echo(connection: LineConnection): Promise<void> {
  await using _ = connection;
  for await (const chunk of connection.chunks) connection.send(Buffer.from(chunk).toString());
}

async function connect(
  address: Pick<LineAddress, 'transport' | 'port'> & Partial<LineAddress>,
  options: Partial<ConnectLineOptions> = {},
): Promise<LineConnection> {
  const pins = new MemoryPins();
  return connectLine({ host, ...address }, { signal: never, pins, timeoutMs: 5_000, ...options });
}

async function firstText(connection: LineConnection): Promise<string> {
  for await (const chunk of connection.chunks) return Buffer.from(chunk).toString();
  return '';
}

describe('connectLine over TLS', () => {
  it('remembers a self-signed certificate the first time and takes it again', async () => {
    const certificate = await testCertificate();
    const port = await tlsPool(certificate);
    const pins = new MemoryPins();
    for (let time = 0; time < 2; time += 1) {
      await using connection = await connect({ transport: 'tls', port }, { pins });
      expect(connection.tls).toEqual({ fingerprint: certificate.fingerprint });
      connection.send('hello\n');
      await expect(firstText(connection)).resolves.toBe('hello\n');
    }
    expect(pins.entries()).toEqual([[`${host}:${port}`, certificate.fingerprint]]);
  });

  it('refuses another certificate and names both', async () => {
    const certificate = await testCertificate();
    const port = await tlsPool(certificate);
    const known = 'ab'.repeat(32);
    const pins = new MemoryPins([[`${host}:${port}`, known]]);
    const steps: string[] = [];
    const connecting = connect({ transport: 'tls', port }, { pins, onStep: (s) => steps.push(s) });
    await expect(connecting).rejects.toMatchObject({
      name: 'CertificateChangedError',
      details: { known, shown: certificate.fingerprint },
      userMessage: expect.stringContaining(
        `Before: ${readableFingerprint(known)}; now: ${readableFingerprint(certificate.fingerprint)}.`,
      ) as string,
      suggestion: expect.stringContaining('Start Rigwright again') as string,
    });
    expect(pins.get(`${host}:${port}`)).toBe(known);
    expect(steps).toEqual(['name', 'connection']);
  });

  it('needs to remember none that an authority vouches for, unless it is for another name', async () => {
    const certificate = await testCertificate({ names: ['localhost'] });
    const port = await tlsPool(certificate);
    const before = getCACertificates('default');
    cleanUp.push(() => setDefaultCACertificates(before));
    setDefaultCACertificates([...before, certificate.cert]);
    const pins = new MemoryPins();
    await using named = await connect({ transport: 'tls', host: 'localhost', port }, { pins });
    expect(named.tls?.fingerprint).toBe(certificate.fingerprint);
    expect(pins.entries()).toEqual([]);
    await using other = await connect({ transport: 'tls', port }, { pins });
    expect(other.tls?.fingerprint).toBe(certificate.fingerprint);
    expect(pins.entries()).toEqual([[`${host}:${port}`, certificate.fingerprint]]);
  });

  it('takes one whose time is over only if it knows it already', async () => {
    const certificate = await testCertificate({
      validFrom: new Date('2024-01-01'),
      validTo: new Date('2024-02-01'),
    });
    const port = await tlsPool(certificate);
    const pins = new MemoryPins();
    await expect(connect({ transport: 'tls', port }, { pins })).rejects.toMatchObject({
      name: 'CertificateExpiredError',
      userMessage: `The certificate of ${host}:${port} has expired on 2024-02-01, so Rigwright did not log in.`,
    });
    expect(pins.entries()).toEqual([]);
    pins.set(`${host}:${port}`, certificate.fingerprint);
    await using connection = await connect({ transport: 'tls', port }, { pins });
    expect(connection.tls?.fingerprint).toBe(certificate.fingerprint);
  });

  it('says so of one whose time has not come', async () => {
    const validFrom = new Date('2124-01-01');
    const port = await tlsPool(
      await testCertificate({ validFrom, validTo: new Date('2125-01-01') }),
    );
    await expect(connect({ transport: 'tls', port })).rejects.toThrow(
      'the certificate is valid from 2124-01-01 on only',
    );
  });

  it.each([
    ['that answers', (socket: Socket) => socket.write('{"id":null}\n'), 'no TLS'],
    ['that closes', (socket: Socket) => socket.end(), 'TLS was refused'],
    ['that resets', (socket: Socket) => socket.resetAndDestroy(), 'TLS was refused'],
    ['that waits', () => undefined, 'TLS was not answered'],
  ])('sends the person from a port without TLS %s to stratum+tcp', async (_, answer, reason) => {
    const port = await listening(createServer(), (socket) =>
      socket.on('data', () => answer(socket)),
    );
    const options = { timeoutMs: 300 };
    await expect(connect({ transport: 'tls', port }, options)).rejects.toMatchObject({
      name: 'ConnectionError',
      reason,
      suggestion: expect.stringContaining('stratum+tcp://') as string,
    });
  });

  it('speaks no TLS below 1.2', async () => {
    const certificate = await testCertificate();
    const old = {
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    } as const;
    const port = await listening(createTlsServer({ ...certificate, ...old }));
    await expect(connect({ transport: 'tls', port })).rejects.toMatchObject({ reason: 'old TLS' });
  });
});

describe('connectLine over TCP', () => {
  it('tells of each step', async () => {
    const port = await listening(createServer());
    const steps: string[] = [];
    await using connection = await connect(
      { transport: 'tcp', host: 'localhost', port },
      { onStep: (step) => steps.push(step) },
    );
    expect(connection).toMatchObject({ name: `localhost:${port}`, remoteAddress: host, tls: null });
    expect(steps).toEqual(['name', 'connection']);
  });

  it.each([
    ['TLS', Buffer.of(0x15, 0x03, 0x01, 0, 2, 2, 70), 'TLS is spoken', 'stratum+ssl://'],
    ['HTTP', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'), 'HTTP is spoken', 'ws://'],
  ])('knows a port that speaks %s by its first bytes', async (_, bytes, reason, advice) => {
    const port = await listening(createServer(), (socket) =>
      socket.on('data', () => socket.write(bytes)),
    );
    await using connection = await connect({ transport: 'tcp', port });
    connection.send('{"id":1}\n');
    await expect(firstText(connection)).rejects.toMatchObject({
      reason,
      suggestion: expect.stringContaining(advice) as string,
    });
  });

  it('bears with a pool that is slower than thousands of shares', async () => {
    const opened = Promise.withResolvers<Socket>();
    const port = await listening(createServer({ pauseOnConnect: true }), opened.resolve);
    await using connection = await connect({ transport: 'tcp', port });
    const lines = Array.from({ length: 5_000 }, (_, n) => `${String(n).padStart(2_999)}\n`);
    for (const line of lines) connection.send(line);
    const socket = await opened.promise;
    const received: Buffer[] = [];
    let length = 0;
    socket.on('data', (data: Buffer) => {
      received.push(data);
      length += data.length;
    });
    socket.resume();
    await expect.poll(() => length, { timeout: 10_000 }).toBe(5_000 * 3_000);
    expect(Buffer.concat(received).toString() === lines.join('')).toBe(true);
  });

  it('says that a name is not known', async () => {
    const address = { transport: 'tcp', host: 'pool.invalid', port: 3333 } as const;
    await expect(connect(address)).rejects.toMatchObject({
      reason: expect.stringMatching(/unknown host|name server does not answer/) as string,
    });
  });
});

describe('connectLine over a WebSocket', () => {
  async function webSocketPool(onOpen: (socket: WebSocket, url: string) => void, tls = false) {
    const certificate = await testCertificate();
    const server = tls ? createTlsServer(certificate) : createHttpServer();
    const http = createHttpServer();
    const sockets = new WebSocketServer({ server: tls ? http : (server as typeof http) });
    if (tls) server.on('secureConnection', (socket: Socket) => http.emit('connection', socket));
    sockets.on('connection', (socket, request) => onOpen(socket, request.url ?? ''));
    const port = await listening(server);
    return { port, certificate };
  }

  it('gives whole lines, however many a message holds', async () => {
    const { port } = await webSocketPool((socket, url) => {
      socket.on('message', (data) => {
        socket.send(`${url} ${(data as Buffer).toString().trim()}`);
        socket.send('two\nthree\n');
        socket.close();
      });
    });
    await using connection = await connect({ transport: 'ws', port, path: '/pool?a=1' });
    connection.send('hello\n');
    const parts: string[] = [];
    for await (const chunk of connection.chunks) parts.push(Buffer.from(chunk).toString());
    expect(parts).toEqual(['/pool?a=1 hello\n', 'two\nthree\n']);
  });

  it('sends one message a line', async () => {
    const received = Promise.withResolvers<string[]>();
    const { port } = await webSocketPool((socket) => {
      const messages: string[] = [];
      socket.on('message', (data) => messages.push((data as Buffer).toString()));
      socket.on('close', () => received.resolve(messages));
    });
    {
      await using connection = await connect({ transport: 'ws', port });
      connection.send('one\ntwo\n');
    }
    await expect(received.promise).resolves.toEqual(['one\n', 'two\n']);
  });

  it('is encrypted with wss', async () => {
    const { port, certificate } = await webSocketPool((socket) => socket.send('welcome'), true);
    await using connection = await connect({ transport: 'wss', port });
    await expect(firstText(connection)).resolves.toBe('welcome\n');
    expect(connection.tls).toEqual({ fingerprint: certificate.fingerprint });
  });

  it('loses nothing where the other side is faster than the reader', async () => {
    const { port } = await webSocketPool((socket) => {
      for (let n = 0; n < 500; n += 1) socket.send(String(n));
      socket.close();
    });
    await using connection = await connect({ transport: 'ws', port });
    const numbers: number[] = [];
    for await (const chunk of connection.chunks) {
      if (numbers.length % 50 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      numbers.push(Number(Buffer.from(chunk).toString()));
    }
    expect(numbers).toEqual(Array.from({ length: 500 }, (_, n) => n));
  });

  it.each([
    [404, 'Check what stands behind the port'],
    [403, 'does not take clients from here'],
    [503, 'has a fault'],
    [200, 'may be for something else'],
  ])('says with which status a server refused it: %i', async (status, advice) => {
    const port = await listening(
      createHttpServer((_, response) => {
        response.writeHead(status).end('no');
      }),
    );
    await expect(connect({ transport: 'ws', port })).rejects.toMatchObject({
      reason: `HTTP ${status}`,
      suggestion: expect.stringContaining(advice) as string,
    });
  });

  it.each([
    ['answers in lines', '{"id":null,"error":"no"}\n'],
    ['says nothing and closes', ''],
  ])('is not fooled by what %s', async (_, answer) => {
    const port = await listening(createServer(), (socket) =>
      socket.on('data', () => socket.end(answer)),
    );
    await expect(connect({ transport: 'ws', port })).rejects.toMatchObject({
      reason: 'no WebSocket',
    });
  });

  it('ends with a message that is too long', async () => {
    const { port } = await webSocketPool((socket) => socket.send('x'.repeat(10 * 1024 * 1024)));
    await using connection = await connect({ transport: 'ws', port });
    await expect(firstText(connection)).rejects.toMatchObject({ reason: 'message too long' });
  });

  it('ends its reading when it is closed or broken off', async () => {
    const { port } = await webSocketPool(() => undefined);
    for (const end of ['dispose', 'abort'] as const) {
      const connection = await connect({ transport: 'ws', port });
      const reading = firstText(connection);
      if (end === 'abort') connection.abort();
      else await connection[Symbol.asyncDispose]();
      await expect(reading).resolves.toBe('');
      connection.send('nobody hears this\n');
      await connection[Symbol.asyncDispose]();
    }
  });
});
