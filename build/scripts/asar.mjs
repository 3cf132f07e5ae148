// Reads Electron's archive: a header in JSON, then the files one after another.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * @typedef {{ path: string, size: number, offset: number, isUnpacked: boolean }} ArchiveFile
 *   `offset` is from the archive's beginning; an unpacked file lies in the folder beside it.
 */

/** @returns {ArchiveFile[]} */
export function listArchive(archive) {
  const bytes = readFileSync(archive);
  // Two nested pickles: sizes as 32-bit words, the last of them the length of the text.
  const headerSize = bytes.readUInt32LE(4);
  const text = bytes.toString('utf8', 16, 16 + bytes.readUInt32LE(12));
  return [...walk(JSON.parse(text), '', 8 + headerSize)];
}

function* walk({ files }, folder, base) {
  for (const [name, entry] of Object.entries(files)) {
    const path = folder === '' ? name : `${folder}/${name}`;
    if (entry.files) yield* walk(entry, path, base);
    else if (!entry.link) {
      const { size, offset = 0, unpacked: isUnpacked = false } = entry;
      yield { path, size, offset: base + Number(offset), isUnpacked };
    }
  }
}

/** Lays the archive out as the folder that the app sees. */
export function extractArchive(archive, target) {
  const bytes = readFileSync(archive);
  for (const { path, size, offset, isUnpacked } of listArchive(archive)) {
    const file = join(target, path);
    mkdirSync(dirname(file), { recursive: true });
    if (isUnpacked) copyFileSync(join(`${archive}.unpacked`, path), file);
    else writeFileSync(file, bytes.subarray(offset, offset + size));
  }
}
