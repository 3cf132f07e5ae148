import { ConnectionError, speaksHttp, speaksTls } from './connection-error.ts';

/** An alert of TLS: who speaks it answers so to what is none. */
const tlsAlert = [0x15, 0x03];
const http = new TextEncoder().encode('HTTP/');

/**
 * Passes on what a pool says, unless its first bytes show that it speaks something else.
 *
 * @throws {ConnectionError}
 */
export async function* withoutForeignProtocol(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
): AsyncGenerator<Uint8Array> {
  let isFirst = true;
  for await (const chunk of chunks) {
    if (isFirst && beginsWith(chunk, tlsAlert)) throw new ConnectionError(name, speaksTls);
    if (isFirst && beginsWith(chunk, http)) throw new ConnectionError(name, speaksHttp);
    isFirst = false;
    yield chunk;
  }
}

function beginsWith(bytes: Uint8Array, beginning: Iterable<number>): boolean {
  return [...beginning].every((byte, index) => bytes[index] === byte);
}
