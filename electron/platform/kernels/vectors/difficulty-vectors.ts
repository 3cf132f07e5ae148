import { z } from 'zod';
import { Hex, hexOf, littleEndian } from './hex-bytes.ts';
import { bytesDiffer, firstOf, valuesDiffer, vectorKind, type VectorKind } from './vector-kind.ts';

const Packed = z.number().int().min(0).max(0xffff_ffff);

export const difficultyVectors: readonly VectorKind[] = [
  vectorKind(
    'fn',
    'beam_target',
    { solution: Hex, sha256: hexOf(32).optional(), packed: Packed, reached: z.boolean() },
    ({ solution, sha256, packed, reached }, backend) =>
      firstOf(
        () =>
          sha256
            ? bytesDiffer('the SHA-256 of the solution', sha256, backend.step('sha256', solution))
            : null,
        () =>
          valuesDiffer(
            'whether the target is reached',
            reached,
            backend.solutions.beamTargetReached(solution, packed),
          ),
      ),
  ),
  vectorKind(
    'fn',
    'beam_unpack',
    { packed: Packed, raw: hexOf(32).nullable() },
    // What stands for no difficulty unpacks to zeros, which no difficulty does.
    ({ packed, raw }, backend) =>
      bytesDiffer(
        'the raw difficulty',
        raw ?? new Uint8Array(32),
        backend.step('beam-unpack', littleEndian(BigInt(packed), 4)),
      ),
  ),
];
