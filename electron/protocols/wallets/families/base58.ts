import { blake256 } from '@noble/hashes/blake1.js';
import { blake2b } from '@noble/hashes/blake2.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { base58 } from '@scure/base';
import {
  address,
  broken,
  decoded,
  other,
  sameBytes,
  strange,
  type AddressReader,
  type Network,
} from '../reading.ts';

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

const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const checksumLength = 4;

/** @param sum  `sha256d` is Base58Check as Bitcoin has it */
export function base58Address(
  kinds: readonly Base58Kind[],
  sum: keyof typeof sums = 'sha256d',
): AddressReader {
  const shaped = kinds.map((kind) => ({ ...kind, ...shapeOf(kind) }));
  return (text) => {
    const alike = shaped.filter(({ begins }) => begins(text));
    if (alike.length === 0) return other;
    const letter = Array.from(text).find((each) => !alphabet.includes(each));
    if (letter !== undefined) return strange(letter);
    if (alike.every(({ shortest }) => text.length < shortest)) return broken('too-short');
    if (alike.every(({ longest }) => text.length > longest)) return broken('too-long');
    const bytes = decoded(() => base58.decode(text));
    if (!bytes) return broken('checksum');
    const body = bytes.subarray(0, -checksumLength);
    const isSummed = sameBytes(
      sums[sum](body).subarray(0, checksumLength),
      bytes.subarray(-checksumLength),
    );
    if (!isSummed) return broken('checksum');
    const found = shaped.find(
      ({ version, length = 20 }) =>
        body.length === version.length + length && version.every((byte, at) => body[at] === byte),
    );
    return found ? address(found.kind, found.network) : other;
  };
}

/** How texts of a kind begin and how long they are, from the least and the greatest of them. */
function shapeOf({ version, length = 20 }: Base58Kind) {
  const size = version.length + length + checksumLength;
  const filled = (byte: number): string => {
    const bytes = new Uint8Array(size).fill(byte);
    bytes.set(version);
    return base58.encode(bytes);
  };
  const [least, greatest] = [filled(0), filled(0xff)];
  const common = commonStart(least, greatest);
  const range = [least, greatest].map((text) => alphabet.indexOf(text.charAt(0))) as [
    number,
    number,
  ];
  return {
    // A version of zeros is written as that many ones, whatever comes then.
    begins: (text: string): boolean => {
      if (version.every((byte) => byte === 0)) return text.startsWith('1'.repeat(version.length));
      if (common !== '') return text.startsWith(common);
      const first = alphabet.indexOf(text.charAt(0));
      return text !== '' && first >= range[0] && first <= range[1];
    },
    // A payload that begins with zeros gives shorter texts where the version is zero.
    shortest: version[0] === 0 ? version.length + length : least.length,
    longest: greatest.length,
  };
}

function commonStart(one: string, another: string): string {
  let length = 0;
  while (length < one.length && one[length] === another[length]) length += 1;
  return one.slice(0, length);
}
