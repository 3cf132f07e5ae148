import { sha256 } from '@noble/hashes/sha2.js';
import { createBase58check } from '@scure/base';
import { decoded } from './reading.ts';

const base58check = createBase58check(sha256);

/** Lengths of the lists of words that wallets give to write down. */
const phraseLengths = new Set([12, 13, 14, 15, 16, 18, 21, 24, 25]);

/** How extended private keys of BIP-32 begin. */
const extendedKey = /^[xyzt]prv[1-9A-HJ-NP-Za-km-z]{80,}$/;

/**
 * What a text gives away that must not be entered anywhere: whoever has it has the money.
 * @returns  in words; null where it is nothing of the kind
 */
export function secretIn(text: string): string | null {
  const words = text.split(/\s+/);
  if (phraseLengths.has(words.length) && words.every((word) => /^\p{Ll}{2,}$/u.test(word))) {
    return 'the secret words of a wallet';
  }
  if (extendedKey.test(text) || isPrivateKey(text)) return 'a private key';
  return null;
}

/** A private key of Bitcoin and its kin: a version byte of 128 or more, 32 bytes, a mark. */
function isPrivateKey(text: string): boolean {
  if (text.length < 50 || text.length > 53) return false;
  const bytes = decoded(() => base58check.decode(text));
  if (!bytes || (bytes[0] ?? 0) < 0x80) return false;
  return bytes.length === 33 || (bytes.length === 34 && bytes[33] === 1);
}
