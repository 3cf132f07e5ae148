import { Buffer } from 'node:buffer';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { ZipFile } from 'yazl';
import { xzOf } from './xz-of.ts';

/** A file of an archive that is made in memory. */
export interface PackedFile {
  readonly name: string;
  readonly data: Buffer | string;
  /** Permission bits, 0o644 where they are left out. */
  readonly mode?: number;
}

const modified = new Date(Date.UTC(2026, 0, 2));

/** A .zip as `zip` makes it. */
export async function zipOf(files: readonly PackedFile[]): Promise<Buffer> {
  const zip = new ZipFile();
  for (const { name, data, mode = 0o644 } of files) {
    zip.addBuffer(Buffer.from(data), name, { mode: 0o100_000 | mode, mtime: modified });
  }
  zip.end();
  return buffer(zip.outputStream);
}

/** A .tar as `tar` makes it. */
export async function tarOf(files: readonly PackedFile[]): Promise<Buffer> {
  const tar = pack();
  for (const { name, data, mode = 0o644 } of files) {
    tar.entry({ name, mode, mtime: modified }, Buffer.from(data));
  }
  tar.finalize();
  return buffer(tar);
}

/** A .tar.gz as `tar` makes it. */
export async function tarGzOf(files: readonly PackedFile[]): Promise<Buffer> {
  return gzipSync(await tarOf(files));
}

/** A .tar.xz whose bytes are stored, not packed: xz is not on every computer. */
export async function tarXzOf(files: readonly PackedFile[]): Promise<Buffer> {
  return xzOf(await tarOf(files));
}
