import { blake2b } from '@noble/hashes/blake2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { bech32 } from '@scure/base';
import { address, broken, decoded, type AddressReader, type Network } from '../reading.ts';
import { readBech32 } from './bech32.ts';

/** Sizes between which ZIP-316 allows F4Jumble, bytes. */
const sizes = { least: 48, most: 4_194_368 } as const;
const paddingLength = 16;

/** What receivers a unified address may hold, by type code, with their lengths. */
const receiverLengths: Readonly<Record<number, number>> = { 0: 20, 1: 20, 2: 43, 3: 43 };

/**
 * Unified addresses of Zcash (ZIP-316): Bech32m around receivers that F4Jumble has mixed, so that every
 * letter depends on every other.
 */
export function unifiedAddress(prefix: string, network: Network = 'main'): AddressReader {
  return (text) => {
    const found = readBech32(text, prefix);
    if ('is' in found) return found;
    const mixed = decoded(() => bech32.fromWords([...found.words]));
    if (found.variant !== 'bech32m' || !mixed) return broken('version');
    if (mixed.length < sizes.least || mixed.length > sizes.most) return broken('version');
    const bytes = unjumble(mixed);
    const padding = new Uint8Array(paddingLength);
    padding.set(utf8ToBytes(prefix));
    const body = bytes.subarray(0, -paddingLength);
    const isPadded = bytes.subarray(-paddingLength).every((byte, at) => byte === padding[at]);
    return isPadded && holdsReceivers(body)
      ? address('unified address', network)
      : broken('version');
  };
}

/** Whether it is pairs of type and length with what they announce, in rising order. */
function holdsReceivers(body: Uint8Array): boolean {
  let at = 0;
  let before = -1;
  while (at < body.length) {
    const [type, length] = [body[at], body[at + 1]];
    // Types and lengths above 252 take more bytes; no receiver has one.
    if (type === undefined || length === undefined || type > 252 || length > 252) return false;
    if (type <= before || (receiverLengths[type] ?? length) !== length) return false;
    before = type;
    at += 2 + length;
  }
  return at === body.length && before >= 0;
}

/** The inverse of F4Jumble: four rounds over two halves, in reverse. */
function unjumble(mixed: Uint8Array): Uint8Array {
  const half = Math.min(64, Math.floor(mixed.length / 2));
  const left = mixed.slice(0, half);
  const right = mixed.slice(half);
  xor(left, hashRound(1, right, half));
  xor(right, expandRound(1, left, right.length));
  xor(left, hashRound(0, right, half));
  xor(right, expandRound(0, left, right.length));
  return Uint8Array.of(...left, ...right);
}

const hashRound = (round: number, right: Uint8Array, length: number): Uint8Array =>
  blake2b(right, { dkLen: length, personalization: person('H', round, 0, 0) });

function expandRound(round: number, left: Uint8Array, length: number): Uint8Array {
  const expanded = new Uint8Array(length);
  for (let at = 0, block = 0; at < length; at += 64, block += 1) {
    const personalization = person('G', round, block & 0xff, block >> 8);
    const bytes = blake2b(left, { dkLen: 64, personalization });
    expanded.set(bytes.subarray(0, length - at), at);
  }
  return expanded;
}

const person = (letter: string, ...numbers: readonly number[]): Uint8Array =>
  Uint8Array.of(...utf8ToBytes(`UA_F4Jumble_${letter}`), ...numbers);

function xor(bytes: Uint8Array, mask: Uint8Array): void {
  bytes.forEach((byte, at) => (bytes[at] = byte ^ (mask[at] ?? 0)));
}
