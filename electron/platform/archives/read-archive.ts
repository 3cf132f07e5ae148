import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { cancellation } from '../../base/cancelled-error.ts';
import type { ArchiveEntry, RawEntry } from './archive-entry.ts';
import { archiveKind } from './archive-kind.ts';
import { usualLimits, type ArchiveLimits } from './archive-limits.ts';
import { archiveError, BadArchiveError } from './bad-archive-error.ts';
import { EntryGuard } from './entry-guard.ts';
import { tarEntries } from './tar-entries.ts';
import { unpackXz } from './xz-stream.ts';
import { zipEntries } from './zip-entries.ts';

export interface ReadArchiveOptions {
  readonly archive: string;
  readonly limits?: Partial<ArchiveLimits> | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Header and padding of an entry of a tar, and a header before it for a long name. */
const tarOverheadBytes = 2_048;
/** Zeros at the end; tar fills up to a block, which tapes had in many sizes. */
const tarEndBytes = 16 * 1024 ** 2;

/**
 * The entries of an archive (.zip, .tar.gz, .tar.xz), each checked before it is given out. The bytes of one
 * are to be read before the next is asked for.
 *
 * @throws {BadArchiveError}  at the first thing that is wrong
 * @throws {AppError}         storage-failed where the archive cannot be read; cancelled
 */
export async function* readArchive({
  archive,
  limits: differing,
  signal,
}: ReadArchiveOptions): AsyncGenerator<ArchiveEntry> {
  const limits = { ...usualLimits, ...differing };
  try {
    const { size } = await stat(archive);
    const guard = new EntryGuard(archive, size, limits);
    for await (const raw of await entriesOf(archive, limits)) {
      if (signal?.aborted) throw cancellation(signal);
      const entry = guard.admit(raw);
      if (entry) yield { ...entry, content: () => contentOf(archive, entry, signal) };
    }
  } catch (error) {
    throw archiveError(archive, error);
  }
}

async function entriesOf(
  archive: string,
  { totalBytes, entries }: ArchiveLimits,
): Promise<AsyncIterable<RawEntry>> {
  const kind = await archiveKind(archive);
  if (kind === undefined) {
    throw new BadArchiveError(archive, 'it is no .zip, .tar.gz or .tar.xz archive');
  }
  if (kind === 'zip') return zipEntries(archive);
  const maxBytes = totalBytes + entries * tarOverheadBytes + tarEndBytes;
  const packed = createReadStream(archive);
  const tar = kind === 'tar.gz' ? unpackGzip(packed) : unpackXz(packed);
  return tarEntries(archive, tar, maxBytes);
}

async function* unpackGzip(packed: NodeJS.ReadableStream): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip();
  const flow = pipeline(packed, gunzip);
  // Whoever reads gets the same error.
  flow.catch(() => undefined);
  yield* gunzip as AsyncIterable<Uint8Array>;
}

async function* contentOf(
  archive: string,
  entry: ArchiveEntry,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of entry.content()) {
      if (signal?.aborted) throw cancellation(signal);
      yield chunk;
    }
  } catch (error) {
    throw archiveError(archive, error);
  }
}
