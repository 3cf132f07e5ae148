import { LineSplitter } from '../protocols/framing/line-splitter.ts';
import type { Connect, LineConnection } from './line-connection.ts';

/** Told of each line; secrets are still in it, see `maskLine`. */
export type OnLine = (direction: 'sent' | 'received', line: string) => void;

/** What is longer is recorded in part: it is no message of a pool. */
const maxRecorded = 256 * 1024;

/** The same connection, of which every line is told. */
export function recordedConnection(connection: LineConnection, onLine: OnLine): LineConnection {
  return {
    name: connection.name,
    remoteAddress: connection.remoteAddress,
    tls: connection.tls,
    chunks: overheard(connection.chunks, onLine),
    send(text) {
      for (const line of text.split('\n')) if (line !== '') onLine('sent', line);
      connection.send(text);
    },
    abort: () => connection.abort(),
    [Symbol.asyncDispose]: () => connection[Symbol.asyncDispose](),
  };
}

/** Connects to pools as before, and tells every line. @param onLine  made anew for each connection */
export function recordingConnect(
  connect: Connect,
  onLine: (connection: LineConnection) => OnLine,
): Connect {
  return async (address, options) => {
    const connection = await connect(address, options);
    return recordedConnection(connection, onLine(connection));
  };
}

async function* overheard(
  chunks: AsyncIterable<Uint8Array>,
  onLine: OnLine,
): AsyncGenerator<Uint8Array> {
  const splitter = new LineSplitter({ maxLength: maxRecorded, overlong: 'cut' });
  try {
    for await (const chunk of chunks) {
      for (const line of splitter.push(chunk)) onLine('received', line);
      yield chunk;
    }
  } finally {
    for (const line of splitter.end()) onLine('received', line);
  }
}
