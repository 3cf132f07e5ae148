import { z } from 'zod';
import { Hex, hexOf, HexNumber, joined, littleEndian, numberOf } from './hex-bytes.ts';
import { bytesDiffer, firstOf, valuesDiffer, vectorKind, type VectorKind } from './vector-kind.ts';

const Integer = z.union([z.string().regex(/^-?\d+$/), z.number().int()]).transform(BigInt);

/** Kinds whose input is the step's input and whose output is its output. */
const plain: readonly VectorKind[] = (
  [
    ['haraka256', 'haraka256'],
    ['haraka512', 'haraka512'],
    ['haraka512_zero', 'haraka512-zero'],
    ['preheader_blake2b', 'preheader-blake2b'],
  ] as const
).map(([word, step]) =>
  vectorKind('fn', word, { input: Hex, output: hexOf(32) }, ({ input, output }, backend) =>
    bytesDiffer('the output', output, backend.step(step, input)),
  ),
);

const innerHashes: readonly VectorKind[] = ['2.0', '2.1', '2.2'].map((version) =>
  vectorKind(
    'fn',
    `verusclhash_${version}`,
    { buf: hexOf(64), key_seed: hexOf(32), output_u64_le: hexOf(8) },
    ({ buf, key_seed, output_u64_le }, backend) => {
      const output = backend.step(`verusclhash-${version}`, joined(buf, key_seed));
      return bytesDiffer('the sum', output_u64_le, output);
    },
  ),
);

export const harakaVectors: readonly VectorKind[] = [
  ...plain,
  ...innerHashes,
  vectorKind(
    'fn',
    'haraka512_keyed',
    { input: hexOf(64), round_keys: hexOf(640), output: hexOf(32) },
    ({ input, round_keys, output }, backend) =>
      bytesDiffer('the output', output, backend.step('haraka512-keyed', joined(input, round_keys))),
  ),
  vectorKind(
    'fn',
    'key',
    { seed: hexOf(32), key_sha256: hexOf(32), key_first64: hexOf(64), key_last64: hexOf(64) },
    ({ seed, key_sha256, key_first64, key_last64 }, backend) => {
      const key = backend.step('verushash-key', seed);
      return firstOf(
        () => bytesDiffer('the beginning of the key', key_first64, key.subarray(0, 64)),
        () => bytesDiffer('the end of the key', key_last64, key.subarray(-64)),
        () => bytesDiffer('the SHA-256 of the key', key_sha256, backend.step('sha256', key)),
      );
    },
  ),
  vectorKind(
    'fn',
    'mulhrs16',
    { a: HexNumber, b: HexNumber, output: HexNumber },
    ({ a, b, output }, backend) => {
      const factors = joined(littleEndian(a, 2), littleEndian(b, 2));
      return valuesDiffer('the product', output, numberOf(backend.step('mulhrs16', factors)));
    },
  ),
  vectorKind(
    'fn',
    'clmul64',
    { a: HexNumber, b: HexNumber, output: HexNumber },
    ({ a, b, output }, backend) => {
      const factors = joined(littleEndian(a, 8), littleEndian(b, 8));
      return valuesDiffer('the product', output, numberOf(backend.step('clmul64', factors)));
    },
  ),
  vectorKind(
    'fn',
    'smod_i64_i32',
    { dividend: Integer, divisor: Integer, output_u32: Integer },
    ({ dividend, divisor, output_u32 }, backend) => {
      const both = joined(littleEndian(dividend, 8), littleEndian(divisor, 4));
      return valuesDiffer('the rest', output_u32, numberOf(backend.step('smod', both)));
    },
  ),
];
