import { connect } from 'node:net';
import { ConnectionError, connectionError, timedOut } from './connection-error.ts';
import { openConnection, type TcpConnection } from './tcp-connection.ts';

export interface ConnectOptions {
  readonly host: string;
  readonly port: number;
  /** Longest wait for the connection, ms. */
  readonly timeoutMs?: number;
  /** Ends the waiting; an open connection is closed by its owner. */
  readonly signal: AbortSignal;
}

/** Three lost first packets: who has not answered by then will not. */
const usualTimeoutMs = 10_000;

/**
 * Connects to a host by name or address.
 *
 * @throws {ConnectionError}  where nobody answers there
 * @throws  the reason of `signal`
 */
export async function connectTcp(options: ConnectOptions): Promise<TcpConnection> {
  const { host, port, timeoutMs = usualTimeoutMs, signal } = options;
  signal.throwIfAborted();
  const name = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
  const socket = connect({ host, port });
  const connected = Promise.withResolvers<void>();
  const timer = setTimeout(() => connected.reject(new ConnectionError(name, timedOut)), timeoutMs);
  const onAbort = (): void => connected.reject(signal.reason);
  const onError = (error: unknown): void => connected.reject(connectionError(name, error));
  signal.addEventListener('abort', onAbort, { once: true });
  socket.once('error', onError);
  socket.once('connect', connected.resolve);
  try {
    await connected.promise;
  } catch (error) {
    // An error that still comes is of no interest any more, but must not end the program.
    socket.on('error', () => undefined);
    socket.destroy();
    throw error;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
  const connection = openConnection(socket, name);
  socket.off('error', onError);
  return connection;
}
