import { constants, deflateRawSync, gzipSync } from 'node:zlib';
import { rawTar } from './raw-tar.ts';
import { rawZip } from './raw-zip.ts';

/** Zeros pack to a thousandth; a piece of them can be repeated as it is. */
const pieceBytes = 16 * 1024 ** 2;

/** 10 GB in some 10 MB: what each archive here unpacks to. */
export const bombBytes = 10_000_000_000;
const pieces = Math.ceil(bombBytes / pieceBytes);

/** A .zip whose only file has ten gigabytes, and says so or not. */
export function zipBomb(statedBytes: number): Buffer {
  const zeros = Buffer.alloc(pieceBytes);
  const piece = deflateRawSync(zeros, { finishFlush: constants.Z_FULL_FLUSH });
  const packed = Buffer.concat([
    ...Array.from({ length: pieces }, () => piece),
    Buffer.from([3, 0]),
  ]);
  return rawZip([{ name: 'miner', packed, statedBytes }]);
}

/** A .tar.gz of one file with ten gigabytes. */
export function tarGzBomb(): Buffer {
  // Without the two blocks at the end.
  const head = rawTar([{ name: 'miner', statedBytes: bombBytes - (bombBytes % 512) }]).subarray(
    0,
    512,
  );
  return Buffer.concat([gzipSync(head), zeros()]);
}

/** A .tar.gz that goes on with zeros after its end. */
export function endlessTarGz(): Buffer {
  return Buffer.concat([gzipSync(rawTar([{ name: 'miner' }])), zeros()]);
}

/** gzip may consist of any number of members. */
function zeros(): Buffer {
  const piece = gzipSync(Buffer.alloc(pieceBytes));
  return Buffer.concat(Array.from({ length: pieces }, () => piece));
}
