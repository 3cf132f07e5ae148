import { open } from 'node:fs/promises';
import { errnoCode } from '../../base/storage-error.ts';

export interface ReadFile {
  readonly bytes: Buffer;
  /** The file goes on after `bytes`, which hold one byte more than was allowed. */
  readonly isTooLarge: boolean;
  /** Permission bits, such as 0o600. */
  readonly mode: number;
}

/**
 * Reads a file that should be small, without trusting that it is.
 *
 * @returns undefined where there is no such file
 * @throws  other errors of `node:fs`
 */
export async function readLimited(file: string, maxBytes: number): Promise<ReadFile | undefined> {
  try {
    await using handle = await open(file, 'r');
    const { size, mode } = await handle.stat();
    const buffer = Buffer.alloc(Math.min(size, maxBytes) + 1);
    let length = 0;
    while (length < buffer.length) {
      const { bytesRead } = await handle.read(buffer, length, buffer.length - length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return {
      bytes: buffer.subarray(0, length),
      isTooLarge: length > maxBytes,
      mode: mode & 0o777,
    };
  } catch (error) {
    if (errnoCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
