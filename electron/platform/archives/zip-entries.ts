import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createInflateRaw } from 'node:zlib';
import { getFileNameLowLevel, openPromise, type Entry, type ZipFile } from 'yauzl';
import type { RawEntry } from './archive-entry.ts';
import { BadArchiveError } from './bad-archive-error.ts';

const stored = 0;
const deflated = 8;

/** The bits of a unix mode that say what it is. */
const typeMask = 0o170_000;
const typeFile = 0o100_000;
const typeFolder = 0o040_000;
const typeLink = 0o120_000;

/**
 * The entries of a ZIP archive, in the order of its directory.
 *
 * Sizes and checksums are compared here, because yauzl knows no checksum and does not close what it
 * inflates with.
 */
export async function* zipEntries(archive: string): AsyncGenerator<RawEntry> {
  const zip = await openPromise(archive, { decodeStrings: false, autoClose: false });
  // One that comes when nobody waits for an entry must not end the program.
  zip.on('error', () => undefined);
  try {
    for await (const entry of zip.eachEntry()) yield rawEntry(archive, zip, entry);
  } finally {
    zip.close();
  }
}

function rawEntry(archive: string, zip: ZipFile, entry: Entry): RawEntry {
  // Strict: a backslash stays one.
  const name = getFileNameLowLevel(
    entry.generalPurposeBitFlag,
    entry.fileNameRaw,
    entry.extraFields,
    true,
  );
  // The upper half is the unix mode where the archive was made on unix, and else 0.
  const mode = entry.externalFileAttributes >>> 16;
  return {
    name,
    kind: kindOf(name, mode),
    isEncrypted: entry.isEncrypted(),
    mode,
    statedBytes: entry.uncompressedSize,
    content: () => contentOf(archive, zip, entry, name),
  };
}

function kindOf(name: string, mode: number): RawEntry['kind'] {
  const type = mode & typeMask;
  if (type === typeLink) return 'link';
  if (![0, typeFile, typeFolder].includes(type)) return 'special';
  return name.endsWith('/') || type === typeFolder ? 'folder' : 'file';
}

async function* contentOf(
  archive: string,
  zip: ZipFile,
  entry: Entry,
  name: string,
): AsyncGenerator<Uint8Array> {
  const { compressionMethod, uncompressedSize } = entry;
  if (compressionMethod !== stored && compressionMethod !== deflated) {
    throw new BadArchiveError(
      archive,
      `it is packed in an unusual way (${compressionMethod})`,
      name,
    );
  }
  const packed = await zip.openReadStreamPromise(entry, { decodeFileData: false });
  let bytes = 0;
  let checksum = 0;
  for await (const chunk of compressionMethod === deflated ? inflated(packed) : packed) {
    const data = chunk as Uint8Array;
    bytes += data.length;
    if (bytes > uncompressedSize) break;
    checksum = crc32(data, checksum);
    yield data;
  }
  if (bytes !== uncompressedSize) {
    throw new BadArchiveError(archive, 'it has another size than the archive says', name);
  }
  if (checksum !== entry.crc32) {
    throw new BadArchiveError(archive, 'it is damaged: its checksum is wrong', name);
  }
}

async function* inflated(packed: Readable): AsyncGenerator<Uint8Array> {
  const inflate = createInflateRaw();
  const flow = pipeline(packed, inflate);
  // Whoever reads gets the same error.
  flow.catch(() => undefined);
  yield* inflate as AsyncIterable<Uint8Array>;
}
