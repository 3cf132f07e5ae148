import { keccak_256 } from '@noble/hashes/sha3.js';
import { base58xmr } from '@scure/base';
import type { AddressReader, Network } from '../reading.ts';
import { alphabet, summedAddress, textsOf, type SummedKind } from './summed-text.ts';

/** One kind of CryptoNote address: a prefix as a varint, keys, four bytes of Keccak. */
export interface CryptonoteKind {
  /** As the coin's `cryptonote_config.h` states it. */
  readonly prefix: number;
  readonly kind: string;
  readonly network?: Network;
  /** Bytes besides the two keys: 8 of a payment id. */
  readonly extra?: number;
}

const keysLength = 64;

/** Base 58 as CryptoNote coins have it: in blocks of 8 bytes, which are 11 letters. */
export const cryptonoteAddress = (kinds: readonly CryptonoteKind[]): AddressReader =>
  summedAddress(kinds.map(shapeOf), base58xmr.decode, keccak_256);

function shapeOf({ prefix, extra = 0, ...named }: CryptonoteKind): SummedKind {
  const version = varint(prefix);
  const length = keysLength + extra;
  const { least, greatest, common } = textsOf(version, length, base58xmr.encode);
  const next = common.length;
  const starts =
    next > 1
      ? new RegExp(`^${common.slice(0, 4)}`)
      : new RegExp(`^${common}[${between(least[next], greatest[next])}]`);
  return {
    ...named,
    version,
    length,
    begins: (text) => starts.test(text),
    shortest: least.length,
    longest: least.length,
  };
}

function between(from = '1', to = 'z'): string {
  return alphabet.slice(alphabet.indexOf(from), alphabet.indexOf(to) + 1);
}

/** Seven bits a byte, the lowest first. Prefixes may have more than 32 bits. */
function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  return [...bytes, rest];
}
