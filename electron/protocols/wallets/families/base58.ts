import { blake256 } from '@noble/hashes/blake1.js';
import { blake2b } from '@noble/hashes/blake2.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { base58 } from '@scure/base';
import type { AddressReader, Network } from '../reading.ts';
import { alphabet, summedAddress, textsOf, type SummedKind } from './summed-text.ts';

/** One kind of address: version bytes, payload, four bytes of checksum, all in base 58. */
export interface Base58Kind {
  readonly version: readonly number[];
  /** Of the payload, bytes. A public key hash has 20. */
  readonly length?: number;
  readonly kind: string;
  readonly network?: Network;
}

/** What the checksum is the beginning of. */
const sums = {
  sha256d: (bytes: Uint8Array) => sha256(sha256(bytes)),
  blake256d: (bytes: Uint8Array) => blake256(blake256(bytes)),
  blake2b: (bytes: Uint8Array) => blake2b(bytes, { dkLen: 32 }),
} as const;

/** @param sum  `sha256d` is Base58Check as Bitcoin has it */
export function base58Address(
  kinds: readonly Base58Kind[],
  sum: keyof typeof sums = 'sha256d',
): AddressReader {
  return summedAddress(kinds.map(shapeOf), base58.decode, sums[sum]);
}

/** How texts of a kind begin and how long they are, from the least and the greatest of them. */
function shapeOf({ version, length = 20, ...named }: Base58Kind): SummedKind {
  const { least, greatest, common } = textsOf(version, length, base58.encode);
  const [from, to] = [rankOf(least), rankOf(greatest)];
  return {
    ...named,
    version,
    length,
    // A version of zeros is written as that many ones, whatever comes then.
    begins: (text: string): boolean => {
      if (version.every((byte) => byte === 0)) return text.startsWith('1'.repeat(version.length));
      if (common !== '') return text.startsWith(common);
      return text !== '' && rankOf(text) >= from && rankOf(text) <= to;
    },
    // A payload that begins with zeros gives shorter texts where the version is zero.
    shortest: version[0] === 0 ? version.length + length : least.length,
    longest: greatest.length,
  };
}

/** Of the first letter. */
const rankOf = (text: string): number => alphabet.indexOf(text.charAt(0));
