import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { cancellation } from '../../base/cancelled-error.ts';

/** Larger than usual: this reads whole programs before each start. */
const chunkBytes = 1_048_576;

/**
 * SHA-256 of a file.
 *
 * @returns 64 small hexadecimal digits
 * @throws  errors of `node:fs`; the failure behind the signal where that ends it
 */
export async function sha256OfFile(
  file: string,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file, { highWaterMark: chunkBytes })) {
    if (signal?.aborted) throw cancellation(signal);
    hash.update(chunk as Buffer);
  }
  return hash.digest('hex');
}
