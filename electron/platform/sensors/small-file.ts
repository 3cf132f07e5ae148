import { open } from 'node:fs/promises';

/** What the kernel tells in one file fits into a page. */
const maxBytes = 4096;

/** A value of the kernel's file system, without the line's end; null where it cannot be read. */
export async function readSmallFile(path: string): Promise<string | null> {
  try {
    await using file = await open(path, 'r');
    const { bytesRead, buffer } = await file.read(Buffer.alloc(maxBytes + 1));
    return bytesRead > maxBytes ? null : buffer.toString('utf8', 0, bytesRead).trim();
  } catch {
    return null;
  }
}

/** A number of the kernel's file system; null where it cannot be read or is none. */
export async function readNumber(path: string): Promise<number | null> {
  const text = await readSmallFile(path);
  return text !== null && /^-?\d+$/.test(text) ? Number(text) : null;
}
