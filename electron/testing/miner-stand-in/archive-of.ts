import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { tarGzOf, tarXzOf, zipOf, type PackedFile } from '../archives/build-archive.ts';
import { executableBytes } from '../executable-bytes.ts';
import { realReleases, type RealRelease } from './releases.ts';

const standIn = fileURLToPath(new URL('stand-in.ts', import.meta.url));

/** A program that is the stand-in of a miner, wherever it lies. */
export const standInScript = (kind: string): string =>
  `#!/bin/sh\nRIGWRIGHT_STAND_IN="\${0%/*}" exec '${process.execPath}' '${standIn}' ${kind} "$@"\n`;

/** @throws {TypeError} where it is not known how that miner is packed */
export function releaseOf(kind: string): RealRelease {
  const release = realReleases[kind];
  if (!release) throw new TypeError(`nobody knows how ${kind} is packed`);
  return release;
}

/**
 * The archive that a miner's maker publishes, with the stand-in in place of its program. For Windows it
 * only looks like a program.
 *
 * @param padding  how many bytes it is to have besides, as real ones are larger than a script
 */
export async function archiveOf(kind: string, padding = 0): Promise<Buffer> {
  const { asset, folder, program, files = {}, platform, packedTwice } = releaseOf(kind);
  const data = platform === undefined ? standInScript(kind) : executableBytes(platform);
  const packed: PackedFile[] = [
    { name: `${folder}${program}`, data, mode: 0o755 },
    ...Object.entries(files).map(([name, text]) => ({ name: `${folder}${name}`, data: text })),
  ];
  // What is random does not get smaller by packing.
  if (padding > 0) packed.push({ name: `${folder}padding`, data: randomBytes(padding) });
  if (asset.endsWith('.zip')) return zipOf(packed);
  if (asset.endsWith('.tar.xz')) return tarXzOf(packed);
  if (!/\.t(?:ar\.)?gz$/.test(asset)) return Buffer.from(data);
  const archive = await tarGzOf(packed);
  if (packedTwice !== true) return archive;
  const inner = asset.replace(/\.t(?:ar\.)?gz$/, '.tar.gz');
  return tarGzOf([
    { name: inner, data: archive },
    { name: `${inner}.signature.txt`, data: '{}' },
  ]);
}
