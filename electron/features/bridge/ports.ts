import type { Server } from 'node:net';
import type { LineConnection } from '../../base/line-connection.ts';
import type { PoolLink } from '../../pool-session/pool-link.ts';

/** What keeps a session with the pool. */
export interface BridgeLink
  extends
    AsyncDisposable,
    Pick<PoolLink, 'status' | 'start' | 'usePools' | 'submit' | 'authorizeWorker'> {}

/** Where a bridge listens, and how. */
export interface BridgeNetwork {
  /**
   * Makes a server listen.
   *
   * @returns  the port it listens on
   * @throws {AppError}  'port-in-use'
   */
  listen(server: Server, host: string, port: number): Promise<number>;
  /** Listens for clients that speak in lines. @throws {AppError}  'port-in-use' */
  listenLines(options: ListenLines): Promise<OpenDoor>;
  /** What doors with TLS show; PEM. */
  certificate(): Promise<{ readonly key: string; readonly cert: string }>;
}

export interface ListenLines {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** null: without encryption */
  readonly certificate: { readonly key: string; readonly cert: string } | null;
  readonly maxConnections: number;
  /** Asked before anything is spent on a connection. */
  readonly admit: (remoteAddress: string) => boolean;
  readonly onConnection: (connection: LineConnection) => void;
}

/** A door that is open. Its end closes all connections. */
export interface OpenDoor extends AsyncDisposable {
  readonly port: number;
}
