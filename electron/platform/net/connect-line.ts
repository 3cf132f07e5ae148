import { TLSSocket } from 'node:tls';
import type { ConnectStep, LineConnection } from '../../base/line-connection.ts';
import { checkCertificate } from './check-certificate.ts';
import { connectSocket, nameOf, type SocketAddress } from './connect-socket.ts';
import { Deadline, type Waiting } from './deadline.ts';
import { withoutForeignProtocol } from './foreign-protocol.ts';
import type { PinStore } from './pin-store.ts';
import { openConnection, poolWaitingBytes } from './tcp-connection.ts';
import { openWebSocket } from './web-socket-connection.ts';

export interface LineAddress extends SocketAddress {
  readonly transport: 'tcp' | 'tls' | 'ws' | 'wss';
  /** Of a WebSocket, from its slash on; absent: '/'. */
  readonly path?: string;
}

export interface ConnectLineOptions extends Waiting {
  /** Certificates that were taken once although no authority vouches for them. */
  readonly pins: PinStore;
  /** Told of each step that is done. */
  readonly onStep?: (step: ConnectStep) => void;
}

/**
 * Connects to a host that is spoken to in lines. TLS is 1.2 or higher; a certificate that no authority
 * vouches for is remembered the first time, and no other is taken from then on.
 *
 * @throws {ConnectionError}  where nobody answers there, or not as asked
 * @throws {CertificateChangedError}
 * @throws {CertificateExpiredError}
 * @throws  the reason of `signal`
 */
export async function connectLine(
  address: LineAddress,
  { pins, onStep, ...waiting }: ConnectLineOptions,
): Promise<LineConnection> {
  const name = nameOf(address);
  const { transport } = address;
  const encrypted = transport === 'tls' || transport === 'wss';
  const isWeb = transport === 'ws' || transport === 'wss';
  const lastStep = encrypted ? 'encryption' : 'connection';
  // A WebSocket is there only when both sides have agreed upon it.
  const onSocketStep = (step: ConnectStep): void => {
    if (!isWeb || step !== lastStep) onStep?.(step);
  };
  using deadline = new Deadline(name, waiting);
  const socket = await connectSocket(address, { encrypted, deadline, onStep: onSocketStep });
  try {
    if (socket instanceof TLSSocket) {
      checkCertificate(socket, name, pins);
      onSocketStep('encryption');
    }
    if (isWeb) {
      const connection = await openWebSocket(socket, address, deadline);
      onStep?.(lastStep);
      return connection;
    }
  } catch (error) {
    socket.destroy();
    throw error;
  }
  const connection = openConnection(socket, name, { maxWaitingBytes: poolWaitingBytes });
  return { ...connection, chunks: withoutForeignProtocol(connection.chunks, name) };
}
