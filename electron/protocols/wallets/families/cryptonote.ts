import { keccak_256 } from '@noble/hashes/sha3.js';
import { base58xmr } from '@scure/base';
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

/** One kind of CryptoNote address: a prefix as a varint, keys, four bytes of Keccak. */
export interface CryptonoteKind {
  /** As the coin's `cryptonote_config.h` states it. */
  readonly prefix: number;
  readonly kind: string;
  readonly network?: Network;
  /** Bytes besides the two keys: 8 of a payment id. */
  readonly extra?: number;
}

const alphabet = /[^1-9A-HJ-NP-Za-km-z]/;
const checksumLength = 4;
const keysLength = 64;

/** Base 58 as CryptoNote coins have it: in blocks of 8 bytes, which are 11 letters. */
export function cryptonoteAddress(kinds: readonly CryptonoteKind[]): AddressReader {
  const shaped = kinds.map((kind) => ({ ...kind, ...shapeOf(kind) }));
  return (text) => {
    const alike = shaped.filter(({ starts }) => starts.test(text));
    if (alike.length === 0) return other;
    const letter = alphabet.exec(text)?.[0];
    if (letter !== undefined) return strange(letter);
    if (alike.every(({ letters }) => text.length < letters)) return broken('too-short');
    if (alike.every(({ letters }) => text.length > letters)) return broken('too-long');
    const bytes = decoded(() => base58xmr.decode(text));
    if (!bytes) return broken('checksum');
    const body = bytes.subarray(0, -checksumLength);
    const isSummed = sameBytes(
      keccak_256(body).subarray(0, checksumLength),
      bytes.subarray(-checksumLength),
    );
    if (!isSummed) return broken('checksum');
    const found = shaped.find(
      ({ version, extra = 0 }) =>
        body.length === version.length + keysLength + extra &&
        version.every((byte, at) => body[at] === byte),
    );
    return found ? address(found.kind, found.network) : other;
  };
}

function shapeOf({ prefix, extra = 0 }: CryptonoteKind) {
  const version = varint(prefix);
  const size = version.length + keysLength + extra + checksumLength;
  const filled = (byte: number): string => {
    const bytes = new Uint8Array(size).fill(byte);
    bytes.set(version);
    return base58xmr.encode(bytes);
  };
  const [least, greatest] = [filled(0), filled(0xff)];
  let common = 0;
  while (least[common] === greatest[common]) common += 1;
  const starts =
    common > 1
      ? new RegExp(`^${least.slice(0, Math.min(common, 4))}`)
      : new RegExp(`^${least.slice(0, common)}[${between(least[common], greatest[common])}]`);
  return { version, letters: least.length, starts };
}

const letters = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

function between(from = '1', to = 'z'): string {
  return letters.slice(letters.indexOf(from), letters.indexOf(to) + 1);
}

/** Seven bits a byte, the lowest first. Prefixes may have more than 32 bits. */
function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  return [...bytes, rest];
}
