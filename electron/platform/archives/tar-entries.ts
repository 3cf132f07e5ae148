import { Readable, Transform, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { extract, type Header } from 'tar-stream';
import type { RawEntry } from './archive-entry.ts';
import { BadArchiveError } from './bad-archive-error.ts';

const kinds: Readonly<Record<string, RawEntry['kind']>> = {
  file: 'file',
  'contiguous-file': 'file',
  directory: 'folder',
  link: 'link',
  symlink: 'link',
};

/** As tar-stream gives them; its own types need those of streamx, which has none. */
interface TarEntry extends AsyncIterable<Uint8Array> {
  readonly header: Omit<Header, 'type'> & { readonly type: string | null };
  resume(): unknown;
}

/**
 * The entries of a tar archive.
 *
 * @param archive   its file, for errors
 * @param unpacked  the bytes of the tar
 * @param maxBytes  of the tar, headers and padding included
 */
export async function* tarEntries(
  archive: string,
  unpacked: AsyncIterable<Uint8Array>,
  maxBytes: number,
): AsyncGenerator<RawEntry> {
  const tar = extract() as unknown as Writable & AsyncIterable<TarEntry>;
  const flow = pipeline(Readable.from(unpacked), atMost(archive, maxBytes), tar);
  // Each reader waits for it where its own reading fails.
  flow.catch(() => undefined);
  try {
    for await (const entry of telling(tar, flow)) {
      yield rawEntry(entry, flow);
      // What nobody read is passed over.
      entry.resume();
    }
  } finally {
    tar.destroy();
    await flow.catch(() => undefined);
  }
}

function rawEntry(entry: TarEntry, flow: Promise<void>): RawEntry {
  const { name, type, mode, size } = entry.header;
  return {
    name,
    // What tar-stream does not know (sparse files, volumes) has no type.
    kind: kinds[type ?? ''] ?? 'special',
    isEncrypted: false,
    mode,
    statedBytes: size,
    content: () => telling(entry, flow),
  };
}

/** Of an error before it in the flow a reader hears only that its stream was destroyed; this tells the first. */
async function* telling<Item>(
  reader: AsyncIterable<Item>,
  flow: Promise<void>,
): AsyncGenerator<Item> {
  try {
    yield* reader;
  } catch (error) {
    await flow;
    throw error;
  }
}

/** Headers, and zeros behind the end, are no entries and would come without end. */
function atMost(archive: string, maxBytes: number): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      bytes += chunk.length;
      if (bytes <= maxBytes) done(null, chunk);
      else done(new BadArchiveError(archive, `it holds more than ${maxBytes} bytes`));
    },
  });
}
