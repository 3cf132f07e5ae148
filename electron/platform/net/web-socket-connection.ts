import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { WebSocket, type RawData } from 'ws';
import type { LineConnection } from '../../base/line-connection.ts';
import { errnoCode } from '../../base/storage-error.ts';
import { fingerprintOf } from './certificate.ts';
import { nameOf, type SocketAddress } from './connect-socket.ts';
import {
  ConnectionError,
  connectionError,
  handshakeRefused,
  notReading,
  noWebSocket,
} from './connection-error.ts';
import type { Deadline } from './deadline.ts';
import { MessageQueue } from './message-queue.ts';
import { plainAddress } from './plain-address.ts';
import { keepAliveMs, poolWaitingBytes } from './tcp-connection.ts';

/** The longest jobs have some 40,000 characters. */
const maxMessageBytes = 1024 * 1024;
/** When so many messages wait for their reader, the other side has to wait, too. */
const maxWaitingMessages = 64;
/** How long the farewell may take. */
const closeTimeoutMs = 1_000;

/**
 * Opens a WebSocket over a connected socket. One message may hold several lines or none: each is given
 * as bytes that end with a line end.
 *
 * @param address  `path` goes from its slash on
 * @throws {ConnectionError}  where the other side does not want one
 * @throws  the reason of the deadline's signal
 */
export async function openWebSocket(
  socket: Socket,
  address: SocketAddress & { readonly path?: string },
  deadline: Deadline,
): Promise<LineConnection> {
  const name = nameOf(address);
  const scheme = socket instanceof TLSSocket ? 'wss' : 'ws';
  const webSocket = new WebSocket(`${scheme}://${name}${address.path ?? '/'}`, {
    createConnection: () => socket,
    maxPayload: maxMessageBytes,
    // Lines of hexadecimal digits are not worth the memory that it takes for each connection.
    perMessageDeflate: false,
    // The lines are decoded, and their faults mended, by whoever splits them.
    skipUTF8Validation: true,
  });
  // Before it is open: the first message may come together with the consent.
  const queue = receive(webSocket, name);
  try {
    await deadline.wait<void>((resolve, reject) => {
      webSocket.once('open', resolve);
      webSocket.once('unexpected-response', (_, response) => {
        reject(new ConnectionError(name, handshakeRefused(response.statusCode ?? 0)));
      });
      webSocket.once('error', (error) => reject(handshakeError(name, error)));
    });
  } catch (error) {
    webSocket.terminate();
    socket.destroy();
    throw error;
  }
  socket.setNoDelay(true);
  socket.setKeepAlive(true, keepAliveMs);
  return {
    name,
    remoteAddress: plainAddress(socket.remoteAddress),
    tls: socket instanceof TLSSocket ? { fingerprint: fingerprintOf(socket) } : null,
    chunks: queue.read(() => {
      if (webSocket.isPaused) webSocket.resume();
    }),
    send(text) {
      if (webSocket.readyState !== WebSocket.OPEN) return;
      // Programs differ in whether they look for the line end, but all can do with one.
      for (const line of text.split(/(?<=\n)/)) webSocket.send(line);
      if (webSocket.bufferedAmount > poolWaitingBytes) {
        queue.end(new ConnectionError(name, notReading));
        webSocket.terminate();
      }
    },
    abort: () => webSocket.terminate(),
    async [Symbol.asyncDispose]() {
      queue.end();
      if (webSocket.readyState === WebSocket.CLOSED) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      webSocket.once('close', () => resolve());
      const giveUp = setTimeout(() => webSocket.terminate(), closeTimeoutMs);
      // The answer to the farewell is behind what nobody reads any more.
      webSocket.resume();
      webSocket.close();
      await promise;
      clearTimeout(giveUp);
    },
  };
}

function receive(webSocket: WebSocket, name: string): MessageQueue {
  const queue = new MessageQueue();
  webSocket.on('message', (data) => {
    queue.push(wholeLines(data));
    if (queue.size >= maxWaitingMessages) webSocket.pause();
  });
  webSocket.on('error', (error) => queue.end(connectionError(name, error)));
  webSocket.on('close', () => queue.end());
  return queue;
}

function wholeLines(data: RawData): Uint8Array {
  const bytes = Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as ArrayBuffer);
  return bytes.at(-1) === lineEnd ? bytes : Buffer.concat([bytes, Buffer.of(lineEnd)]);
}

const lineEnd = 0x0a;

/** What answers no HTTP, breaks off or answers it in another way than a WebSocket does is none. */
function handshakeError(name: string, error: unknown): ConnectionError {
  const isKnown = ['ETIMEDOUT', 'EHOSTUNREACH', 'ENETDOWN'].includes(errnoCode(error) ?? '');
  return isKnown
    ? connectionError(name, error)
    : new ConnectionError(name, noWebSocket, { cause: error });
}
