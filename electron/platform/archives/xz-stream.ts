import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import * as xz from 'xz-decompress';

/** Node does not find the names of this CommonJS module; it has them below `default` only. */
const { XzReadableStream } = (xz as { readonly default?: typeof xz }).default ?? xz;

/** Whoever unpacks at the moment; the decoder has one memory for all. */
let turn: Promise<void> = Promise.resolve();

/**
 * Unpacks .xz. Dictionaries above 64 MiB are refused by the decoder; `xz -9` has just that.
 *
 * One stream is unpacked at a time. The decoder has a queue of its own, but whoever gives up waiting in it
 * sets free what another holds.
 */
export async function* unpackXz(packed: Readable): AsyncGenerator<Uint8Array> {
  const before = turn;
  const { promise, resolve } = Promise.withResolvers<void>();
  turn = before.then(() => promise);
  try {
    await before;
    const source = Readable.toWeb(packed) as ReadableStream<Uint8Array>;
    yield* new XzReadableStream(source as never) as unknown as AsyncIterable<Uint8Array>;
  } finally {
    packed.destroy();
    resolve();
  }
}
