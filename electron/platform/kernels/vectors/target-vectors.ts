import { z } from 'zod';
import { hexOf, HexNumber, numberOf } from './hex-bytes.ts';
import { firstOf, valuesDiffer, vectorKind, type VectorKind } from './vector-kind.ts';

const Fraction = z
  .string()
  .regex(/^\d+\/\d+$/, 'not a fraction')
  .transform((text) => {
    const [numerator = 0n, denominator = 0n] = text.split('/').map(BigInt);
    return { numerator, denominator };
  });

export const targetVectors: readonly VectorKind[] = [
  vectorKind(
    'fn',
    'nbits',
    {
      bits: z.string().regex(/^[\da-f]{8}$/i),
      target: HexNumber.nullable(),
      negative: z.boolean(),
      overflow: z.boolean(),
    },
    ({ bits, target, negative, overflow }, _backend, targets) => {
      const found = targets.targetOfBits(Number.parseInt(bits, 16));
      return firstOf(
        () => valuesDiffer('negative', negative, found.negative),
        () => valuesDiffer('overflow', overflow, found.overflow),
        () => valuesDiffer('the target', target ?? 0n, found.target),
      );
    },
  ),
  vectorKind(
    'fn',
    'diff_to_target',
    { diff1: HexNumber, difficulty: Fraction, target: HexNumber },
    ({ diff1, difficulty, target }, _backend, targets) =>
      valuesDiffer('the target', target, targets.targetOfDifficulty(difficulty, diff1)),
  ),
  vectorKind(
    'fn',
    'share',
    { set_target: hexOf(32), hash: hexOf(32), accept: z.boolean() },
    // The target travels with its most significant byte first, a hash with its least.
    ({ set_target, hash, accept }) =>
      valuesDiffer(
        'whether the share is taken',
        accept,
        numberOf(hash) <= numberOf(set_target.toReversed()),
      ),
  ),
];
