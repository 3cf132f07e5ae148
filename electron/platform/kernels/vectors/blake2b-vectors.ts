import { z } from 'zod';
import { Hex, hexOf, HexNumber, joined, littleEndian, numberOf } from './hex-bytes.ts';
import { bytesDiffer, firstOf, valuesDiffer, vectorKind, type VectorKind } from './vector-kind.ts';

const Count = z.number().int().min(0).max(0xffff_ffff);
const KeyWords = z.array(HexNumber).length(4);

const word = (value: number): Uint8Array => littleEndian(BigInt(value), 4);
const wordsOf = (numbers: readonly bigint[]): Uint8Array =>
  joined(...numbers.map((number) => littleEndian(number, 8)));

export const blake2bVectors: readonly VectorKind[] = [
  vectorKind(
    'fn',
    'blake2b',
    { personal: hexOf(16), outlen: z.number().int().min(1).max(64), input: Hex, output: Hex },
    ({ personal, outlen, input, output }, backend) => {
      const found = backend.step('blake2b', joined(personal, Uint8Array.of(outlen), input));
      return bytesDiffer('the hash', output, found.subarray(0, outlen));
    },
  ),
  leafKind(),
  vectorKind(
    'fn',
    'beamhash3_key',
    { input: Hex, extra: hexOf(4), key: KeyWords },
    ({ input, extra, key }, backend) =>
      bytesDiffer('the key', wordsOf(key), backend.step('beamhash3-key', joined(extra, input))),
  ),
  vectorKind(
    'fn',
    'beamhash3_leaf',
    {
      input: Hex,
      index: Count,
      extra: hexOf(4).optional(),
      leaf_448bit: HexNumber,
      mixed_low64_round1: HexNumber.optional(),
    },
    ({ input, index, extra = new Uint8Array(4), leaf_448bit, mixed_low64_round1 }, backend) => {
      const output = backend.step('beamhash3-leaf', joined(word(index), extra, input));
      return firstOf(
        () => valuesDiffer('the leaf', leaf_448bit, numberOf(output.subarray(0, 56))),
        () =>
          mixed_low64_round1 === undefined
            ? null
            : valuesDiffer('the mixed word', mixed_low64_round1, numberOf(output.subarray(56))),
      );
    },
  ),
  vectorKind(
    'fn',
    'siphash24_4word',
    { key: KeyWords, nonce: z.number().int().min(0), output: HexNumber },
    ({ key, nonce, output }, backend) => {
      const input = wordsOf([...key, BigInt(nonce)]);
      return valuesDiffer('the hash', output, numberOf(backend.step('siphash24', input)));
    },
  ),
];

/** A leaf is a number of `n` bits, in a field that is named after them. */
function leafKind(): VectorKind {
  const shape = { n: Count, k: Count, r: Count, index: Count, input: Hex };
  const kind = vectorKind('fn', 'equihash_r_leaf', shape, () => null);
  return {
    ...kind,
    check(line, backend, targets) {
      const wrong = kind.check(line, backend, targets);
      if (wrong !== null) return wrong;
      const { n, k, r, index, input } = z.object(shape).parse(line);
      const field = `leaf_${n}bit`;
      const leaf = z.looseObject({ [field]: HexNumber }).safeParse(line).data?.[field];
      if (typeof leaf !== 'bigint') return `${field} is missing`;
      const parameters = joined(...[n, k, r, index].map(word), input);
      const bytes = backend.step('equihash-r-leaf', parameters).subarray(0, Math.ceil(n / 8));
      // The kernel's leaf begins with its first bit, a number ends with its last.
      const found = numberOf(bytes.toReversed()) >> BigInt(8 * bytes.length - n);
      return valuesDiffer('the leaf', leaf, found);
    },
  };
}
