import { keccak_256 } from '@noble/hashes/sha3.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { hex } from '@scure/base';
import { address, broken, other, strange, type AddressReader } from '../reading.ts';

const digits = 40;

/** Ethereum and its kin: 20 bytes in hexadecimal, whose capitals are a checksum (EIP-55). */
export const ethereumAddress: AddressReader = (text) => {
  if (/^[0-9a-fA-F]{40}$/.test(text))
    return { is: 'broken', fault: { what: 'prefix', prefix: '0x' } };
  if (text.startsWith('0X')) return broken('case');
  if (!text.startsWith('0x')) return other;
  const body = text.slice(2);
  const letter = /[^0-9a-fA-F]/.exec(body)?.[0];
  if (letter !== undefined) return strange(letter);
  if (body.length < digits) return broken('too-short');
  if (body.length > digits) return broken('too-long');
  const lower = body.toLowerCase();
  if (body === lower || body === body.toUpperCase()) return address('account', 'main', false);
  return body === withChecksum(lower) ? address('account') : broken('case');
};

/** A letter is a capital where the digit of the hash above it is 8 or more. */
function withChecksum(lower: string): string {
  const hash = hex.encode(keccak_256(utf8ToBytes(lower)));
  return Array.from(lower)
    .map((each, at) => (Number.parseInt(hash.charAt(at), 16) >= 8 ? each.toUpperCase() : each))
    .join('');
}
