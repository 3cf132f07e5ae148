import { AppError } from '../../../base/app-error.ts';
import type { LineConnection } from '../../../base/line-connection.ts';
import type { Hall } from '../core/hall.ts';
import type { BridgeNetwork, OpenDoor } from '../ports.ts';
import { TcpClient } from './tcp-client.ts';

export interface TcpDoorOptions {
  readonly hall: Hall;
  readonly network: BridgeNetwork;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly tls: boolean;
  readonly maxClients: number;
}

const tickMs = 1_000;

/**
 * Opens the door for miners.
 *
 * @throws {AppError}  'port-in-use'
 */
export async function openTcpDoor(options: TcpDoorOptions): Promise<OpenDoor> {
  const { hall, network, host, port, tls, maxClients } = options;
  const { guard, clock, log } = hall;
  const clients = new Set<TcpClient>();
  const served = new Set<Promise<void>>();

  const serve = async (connection: LineConnection): Promise<void> => {
    await using _ = connection;
    if (guard.enter(connection.remoteAddress) !== 'ok') return;
    const client = new TcpClient(hall, connection);
    clients.add(client);
    try {
      await client.run();
    } catch (error) {
      // A broken line, a broken connection: a client that is gone is gone.
      if (!(error instanceof AppError)) log.error('a client was lost by a bug', { error });
    } finally {
      clients.delete(client);
      hall.leave(client.client);
      guard.left(connection.remoteAddress);
    }
  };

  const door = await network.listenLines({
    host,
    port,
    certificate: tls ? await network.certificate() : null,
    maxConnections: maxClients,
    admit: (address) => guard.welcome(address) === 'ok',
    onConnection(connection) {
      const serving = serve(connection).finally(() => served.delete(serving));
      served.add(serving);
    },
  });
  const stopTicking = clock.every(tickMs, () => {
    const now = clock.now();
    for (const client of clients) client.tick(now);
  });
  return {
    port: door.port,
    async [Symbol.asyncDispose]() {
      stopTicking();
      await door[Symbol.asyncDispose]();
      await Promise.all(served);
    },
  };
}
