import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/**
 * Reads a file in a folder that a stranger's program could write in: neither a link to somewhere
 * else, nor a pipe that never ends, nor a file without end is believed.
 *
 * @returns null where there is no such plain file, or it is larger than allowed
 */
export async function readStrangeFile(file: string, maxBytes: number): Promise<string | null> {
  try {
    const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
    await using handle = await open(file, flags);
    const stats = await handle.stat();
    if (!stats.isFile() || stats.size > maxBytes) return null;
    const buffer = Buffer.alloc(stats.size);
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
    return buffer.subarray(0, bytesRead).toString('utf8');
  } catch {
    return null;
  }
}
