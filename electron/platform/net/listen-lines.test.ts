import { describe, expect, it } from 'vitest';
import type { LineConnection } from '../../base/line-connection.ts';
import { testCertificate } from '../../testing/test-certificate.ts';
import { connectLine } from './connect-line.ts';
import { listenLines, type ListenLinesOptions } from './listen-lines.ts';
import { MemoryPins } from './pin-store.ts';

const signal = new AbortController().signal;

function door(options: Partial<ListenLinesOptions> = {}) {
  return listenLines({
    host: '127.0.0.1',
    port: 0,
    certificate: null,
    maxConnections: 10,
    onConnection: (connection) => connection.send('welcome\n'),
    ...options,
  });
}

function visit(port: number, transport: 'tcp' | 'tls' = 'tcp'): Promise<LineConnection> {
  return connectLine({ transport, host: '127.0.0.1', port }, { signal, pins: new MemoryPins() });
}

async function read(connection: LineConnection): Promise<string> {
  const parts: Uint8Array[] = [];
  try {
    for await (const chunk of connection.chunks) parts.push(chunk);
  } catch {
    parts.push(Buffer.from('broken'));
  }
  return Buffer.concat(parts).toString();
}

describe('listenLines', () => {
  it.each(['tcp', 'tls'] as const)('serves %s clients until it ends', async (transport) => {
    const certificate = transport === 'tls' ? await testCertificate() : null;
    const clients: LineConnection[] = [];
    const onConnection = (client: LineConnection): void => {
      clients.push(client);
      client.send('welcome\n');
    };
    const server = await door({ certificate, onConnection });
    await using visitor = await visit(server.port, transport);
    const reading = read(visitor);
    await expect.poll(() => clients.length).toBe(1);
    expect(clients[0]?.remoteAddress).toBe('127.0.0.1');
    expect(clients[0]?.name).toMatch(/^127\.0\.0\.1:\d+$/);
    expect(clients[0]?.tls).toEqual(certificate && { fingerprint: '' });
    expect(server.address).toBe(`127.0.0.1:${server.port}`);
    await new Promise((resolve) => setImmediate(resolve));
    await server[Symbol.asyncDispose]();
    await expect(reading).resolves.toMatch(/^welcome\n/);
  });

  it('spends nothing on whom it does not admit', async () => {
    const asked: string[] = [];
    await using server = await door({
      certificate: await testCertificate(),
      admit: (address) => asked.push(address) > 1,
    });
    await expect(visit(server.port, 'tls')).rejects.toMatchObject({ code: 'pool-unreachable' });
    await using _ = await visit(server.port, 'tls');
    expect(asked).toEqual(['127.0.0.1', '127.0.0.1']);
  });

  it('sends away who comes when it is full', async () => {
    await using server = await door({ maxConnections: 1 });
    await using first = await visit(server.port);
    first.send('x');
    await using second = await visit(server.port);
    await expect(read(second)).resolves.toMatch(/^(broken)?$/);
  });

  it('is not harmed by a client that speaks no TLS', async () => {
    await using server = await door({ certificate: await testCertificate() });
    await using plain = await visit(server.port);
    plain.send('{"id":1,"method":"mining.subscribe","params":[]}\n');
    await expect(read(plain)).resolves.toMatch(/^(broken)?$/);
    await using encrypted = await visit(server.port, 'tls');
    encrypted.send('hello\n');
  });

  it('breaks off with a client that does not read', async () => {
    const clients: LineConnection[] = [];
    await using server = await door({
      maxWaitingBytes: 64 * 1024,
      onConnection: (client) => clients.push(client),
    });
    await using _ = await visit(server.port);
    await expect.poll(() => clients.length).toBe(1);
    const [client] = clients;
    const text = 'x'.repeat(256 * 1024);
    for (let sent = 0; sent < 40; sent += 1) client?.send(text);
    await expect(
      (async () => {
        for await (const _ of client?.chunks ?? []) expect(_).toBeUndefined();
      })(),
    ).rejects.toMatchObject({ reason: 'other side does not read' });
  });
});
