import { open } from 'node:fs/promises';

export type ArchiveKind = 'zip' | 'tar.gz' | 'tar.xz';

/** First bytes, in hexadecimal. An empty ZIP begins with its end. */
const beginnings: readonly (readonly [string, ArchiveKind])[] = [
  ['504b0304', 'zip'],
  ['504b0506', 'zip'],
  ['1f8b08', 'tar.gz'],
  ['fd377a585a00', 'tar.xz'],
];

/**
 * What a file is by its first bytes; names lie.
 *
 * @returns undefined for anything else
 * @throws  errors of `node:fs`
 */
export async function archiveKind(file: string): Promise<ArchiveKind | undefined> {
  await using handle = await open(file, 'r');
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(6), 0, 6, 0);
  const first = buffer.subarray(0, bytesRead).toString('hex');
  return beginnings.find(([beginning]) => first.startsWith(beginning))?.[1];
}
