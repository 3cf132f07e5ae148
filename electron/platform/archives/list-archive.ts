import { readArchive, type ReadArchiveOptions } from './read-archive.ts';
import type { UnpackedFile } from './unpack.ts';

/**
 * What unpacking would give, with the same checks; nothing is written.
 *
 * @throws  what `unpack` throws
 */
export async function listArchive(options: ReadArchiveOptions): Promise<UnpackedFile[]> {
  const files: UnpackedFile[] = [];
  for await (const { path, kind, isExecutable, content } of readArchive(options)) {
    if (kind === 'folder') continue;
    let bytes = 0;
    for await (const chunk of content()) bytes += chunk.length;
    files.push({ path, bytes, isExecutable });
  }
  return files;
}
