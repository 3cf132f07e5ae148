import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { LineConnection } from '../../base/line-connection.ts';
import { nameOf } from './connect-socket.ts';
import { listen } from './listen.ts';
import type { OwnCertificate } from './own-certificate.ts';
import { plainAddress } from './plain-address.ts';
import { openConnection, type ConnectionLimits } from './tcp-connection.ts';

export interface ListenLinesOptions extends ConnectionLimits {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** null: without encryption */
  readonly certificate: Pick<OwnCertificate, 'key' | 'cert'> | null;
  /** So many at once; who comes when they are there is sent away at once. */
  readonly maxConnections: number;
  /** Asked before anything is spent on a connection. */
  readonly admit?: (remoteAddress: string) => boolean;
  /** Takes over a connection, and closes it. */
  readonly onConnection: (connection: LineConnection) => void;
}

/** A door that lines come in by. Its end closes all connections. */
export interface LineServer extends AsyncDisposable {
  /** Where it listens. */
  readonly port: number;
  /** `host:port` */
  readonly address: string;
}

/** A client that has not agreed upon TLS by then will not. */
const handshakeTimeoutMs = 10_000;

/**
 * Listens for clients that speak in lines, over TCP or TLS (1.2 or higher).
 *
 * @throws {PortInUseError}
 */
export async function listenLines(options: ListenLinesOptions): Promise<LineServer> {
  const { host, certificate, maxConnections, admit = () => true, onConnection } = options;
  const sockets = new Set<Socket>();

  const take = (socket: Socket): void => {
    const { remotePort: port = 0 } = socket;
    const host = plainAddress(socket.remoteAddress);
    // One that is gone already has no address any more.
    if (host === '') socket.destroy();
    else onConnection(openConnection(socket, nameOf({ host, port }), options));
  };
  const server: Server = certificate
    ? createTlsServer(
        {
          key: certificate.key,
          cert: certificate.cert,
          minVersion: 'TLSv1.2',
          handshakeTimeout: handshakeTimeoutMs,
        },
        take,
      )
    : createServer(take);
  server.maxConnections = maxConnections;
  // Comes before the handshake of TLS, and before `take` where there is none.
  server.prependListener('connection', (socket: Socket) => {
    socket.on('error', () => undefined);
    if (!admit(plainAddress(socket.remoteAddress))) {
      socket.destroy();
      return;
    }
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const port = await listen(server, host, options.port);
  return {
    port,
    address: nameOf({ host, port }),
    async [Symbol.asyncDispose]() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
