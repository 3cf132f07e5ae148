import { copyFile, mkdir, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { InstallPorts, UnpackedFile } from './ports.ts';
import { isProgram } from './program-file.ts';

export interface UnpackAssetOptions {
  readonly archive: string;
  /** Where it is unpacked; does not exist yet. */
  readonly content: string;
  /** Of the program, the best first. */
  readonly names: readonly string[];
  readonly ports: Pick<InstallPorts, 'unpack'>;
  readonly signal: AbortSignal;
}

const archiveName = /\.(?:zip|t(?:ar\.)?gz|t(?:ar\.)?xz)$/i;
/** Where what lay packed in the archive is unpacked. */
const innerName = 'inner';

/**
 * Unpacks what a publisher offers: mostly an archive, but some offer the bare program, and some an
 * archive in which there is nothing but another one.
 *
 * @returns what lies in `content` then
 * @throws {AppError} of the port; errors of `node:fs`
 */
export async function unpackAsset(options: UnpackAssetOptions): Promise<readonly UnpackedFile[]> {
  const { archive, content, names, ports, signal } = options;
  const [name = 'program'] = names;
  if (await isProgram(archive)) {
    await mkdir(content);
    await copyFile(archive, join(content, name));
    return [{ path: name, bytes: (await stat(archive)).size }];
  }
  const files = await ports.unpack({ archive, into: content, signal });
  const [only, ...others] = files.filter(({ path }) => archiveName.test(path));
  const hasProgram = files.some(({ path }) => names.includes(basename(path)));
  if (hasProgram || !only || others.length > 0) return files;
  const inner = await ports.unpack({
    archive: join(content, only.path),
    into: join(content, innerName),
    signal,
  });
  await rm(join(content, only.path));
  return [
    ...files.filter((file) => file !== only),
    ...inner.map(({ path, bytes }) => ({ path: `${innerName}/${path}`, bytes })),
  ];
}
