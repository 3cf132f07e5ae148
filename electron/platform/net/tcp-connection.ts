import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { LineConnection } from '../../base/line-connection.ts';
import { fingerprintOf } from './certificate.ts';
import { ConnectionError, connectionError, notReading } from './connection-error.ts';
import { plainAddress } from './plain-address.ts';

/** A connection over TCP, with TLS or without. */
export type TcpConnection = LineConnection;

export interface ConnectionLimits {
  /** More than this waiting to be sent means that the other side has stopped reading. */
  readonly maxWaitingBytes?: number;
}

const usualWaitingBytes = 1024 * 1024;

/**
 * To a pool there may be as much as all the shares that wait for its answer: 10,000 of 3 kB. One that
 * has really stopped reading is found out by its missing answers.
 */
export const poolWaitingBytes: number = 32 * 1024 * 1024;

/** What is sent in one turn of the event loop goes out together, but no more than this, bytes. */
const batchBytes = 64 * 1024;

/** How long the end may take, for what is still to be sent. */
const closeTimeoutMs = 1_000;

/** Between pool and miner minutes may pass without a word; this finds out who is gone. */
export const keepAliveMs = 30_000;

/** Takes over a connected socket. @param name  the other side, `host:port` */
export function openConnection(
  socket: Socket,
  name: string,
  { maxWaitingBytes = usualWaitingBytes }: ConnectionLimits = {},
): LineConnection {
  socket.setNoDelay(true);
  socket.setKeepAlive(true, keepAliveMs);
  let failure: unknown = socket.errored;
  socket.on('error', (error) => (failure ??= error));
  const closed = new Promise<void>((resolve) => {
    if (socket.closed) resolve();
    else socket.once('close', () => resolve());
  });
  let isHeldBack = false;
  // A bridge has thousands of shares a second for its pool, each of which would be a call of the system.
  const flush = (): void => {
    if (isHeldBack) socket.uncork();
    isHeldBack = false;
  };
  return {
    name,
    remoteAddress: plainAddress(socket.remoteAddress),
    tls: socket instanceof TLSSocket ? { fingerprint: fingerprintOf(socket) } : null,
    chunks: readChunks(socket, name, () => failure),
    send(text) {
      if (!socket.writable) return;
      if (!isHeldBack) {
        isHeldBack = true;
        socket.cork();
        setImmediate(flush);
      }
      socket.write(text);
      if (socket.writableLength > batchBytes) flush();
      if (socket.writableLength > maxWaitingBytes) {
        socket.destroy(new ConnectionError(name, notReading));
      }
    },
    abort: () => void socket.destroy(),
    async [Symbol.asyncDispose]() {
      const giveUp = setTimeout(() => socket.destroy(), closeTimeoutMs);
      socket.destroySoon();
      await closed;
      clearTimeout(giveUp);
    },
  };
}

async function* readChunks(
  socket: Socket,
  name: string,
  failure: () => unknown,
): AsyncGenerator<Uint8Array> {
  try {
    // A reader that has heard enough may still have something to say: its owner closes the socket.
    const chunks = socket.iterator({ destroyOnReturn: false });
    for await (const chunk of chunks) yield chunk as Uint8Array;
  } catch (error) {
    // Our own closing ends the reading with an error that nobody has to hear of.
    const cause = failure() ?? error;
    if (!isOwnClosing(cause)) throw connectionError(name, cause);
  }
}

function isOwnClosing(error: unknown): boolean {
  const codes = ['ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_DESTROYED', 'ABORT_ERR'];
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
