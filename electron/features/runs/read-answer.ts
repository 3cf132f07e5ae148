import { MinerApiError } from './miner-api-error.ts';

/** Bytes. XMRig's summary has 2.5 kB; a rig of twelve GPUs stays far below this. */
const maxAnswer = 512 * 1024;

/**
 * Everything that comes, as one piece.
 * @param isWhole  whether the answer is over, for each piece that comes; at its end where left out
 * @throws {MinerApiError} where it is too large
 */
export async function readAnswer(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  isWhole: (piece: Uint8Array) => boolean = () => false,
): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of source) {
    pieces.push(piece);
    size += piece.byteLength;
    // Leaving the loop ends the source.
    if (size > maxAnswer) throw new MinerApiError('the answer is too large');
    if (isWhole(piece)) break;
  }
  return Buffer.concat(pieces);
}
