import { readFile } from 'node:fs/promises';

/** A value of the kernel's file system, without the line's end; null where it cannot be read. */
export async function readSmallFile(path: string): Promise<string | null> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch {
    return null;
  }
}

/** A number of the kernel's file system; null where it cannot be read or is none. */
export async function readNumber(path: string): Promise<number | null> {
  const text = await readSmallFile(path);
  return text !== null && /^-?\d+$/.test(text) ? Number(text) : null;
}
