import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { expect, it } from 'vitest';
import { watchConnections } from './watch-connections.ts';

it('sees whatever is connected to, by name or address, plain or not, found or not', async () => {
  await using server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const closed = (socket: Socket): Promise<void> =>
    new Promise((resolve) => {
      socket.on('error', () => undefined).once('close', () => resolve());
      socket.resume();
    });
  {
    using connections = watchConnections();
    await fetch(`http://127.0.0.1:${port}`).catch(() => undefined);
    expect([...connections.hosts]).toEqual(['127.0.0.1']);
    await closed(connectTls({ host: 'localhost', port }));
    expect(connections.hosts).toContain('localhost');
    const lookup = (_name: string, _options: object, tell: (error: Error) => void): void =>
      tell(new Error('nobody knows it'));
    await closed(connect({ host: 'nobody.invalid', port, lookup: lookup as never }));
    expect(connections.hosts).toContain('nobody.invalid');
  }
  using later = watchConnections();
  await closed(connect({ host: '127.0.0.1', port }));
  expect([...later.hosts]).toEqual(['127.0.0.1']);
});
