import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { ConnectStep } from '../../base/line-connection.ts';
import { ConnectionError, connectionError, encryptionError } from './connection-error.ts';
import type { Deadline } from './deadline.ts';

export interface SocketAddress {
  /** Name or address, IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
}

/** `host:port`, with brackets around IPv6. */
export function nameOf({ host, port }: SocketAddress): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

export interface SocketOptions {
  /** Whether TLS is spoken. Whose certificate it is is for the caller to judge. */
  readonly encrypted: boolean;
  readonly deadline: Deadline;
  readonly onStep?: ((step: ConnectStep) => void) | undefined;
}

/**
 * Connects to a host by name or address. Whoever takes the socket also takes its errors: until then one
 * that comes is not lost, `socket.errored` has it.
 *
 * @throws {ConnectionError}  where nobody answers there, or not as asked
 * @throws  the reason of the deadline's signal
 */
export async function connectSocket(
  address: SocketAddress,
  { encrypted, deadline, onStep }: SocketOptions,
): Promise<Socket> {
  const name = nameOf(address);
  const { host, port } = address;
  const socket = encrypted
    ? connectTls({
        host,
        port,
        // An address is no name that a server could have a certificate for.
        ...(isIP(host) === 0 && { servername: host }),
        minVersion: 'TLSv1.2',
        rejectUnauthorized: false,
      })
    : connect({ host, port });
  // One that still comes when nobody waits any more must not end the program.
  socket.on('error', () => undefined);
  let isNamed = false;
  let isConnected = false;
  try {
    await deadline.wait<void>((resolve, reject) => {
      const named = (): void => {
        if (!isNamed) onStep?.('name');
        isNamed = true;
      };
      if (isIP(host) !== 0) named();
      socket.once('lookup', (error: unknown) => {
        if (!error) named();
      });
      socket.once('connect', () => {
        isConnected = true;
        named();
        onStep?.('connection');
        if (!encrypted) resolve();
      });
      socket.once('secureConnect', resolve);
      socket.once('error', (error) =>
        reject(isConnected ? encryptionError(name, error) : connectionError(name, error)),
      );
    });
  } catch (error) {
    socket.destroy();
    throw isConnected && error instanceof ConnectionError ? encryptionError(name, error) : error;
  }
  return socket;
}
