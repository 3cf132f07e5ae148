import { bech32, bech32m } from '@scure/base';
import {
  address,
  broken,
  decoded,
  other,
  strange,
  type AddressReader,
  type Network,
  type Reading,
} from '../reading.ts';

interface Bech32Text {
  /** Lower case. */
  readonly prefix: string;
  readonly variant: 'bech32' | 'bech32m';
  /** Groups of five bits. */
  readonly words: readonly number[];
}

/** Longest address of any form; Bech32 itself would end at 90. */
const maxLength = 512;

/**
 * Reads a text of a prefix.
 *
 * @param separator  what stands behind the prefix: `1` as in BIP-173, `:` with Xelis
 */
export function readBech32(
  text: string,
  prefix: string,
  separator: '1' | ':' = '1',
): Bech32Text | Reading {
  const lower = text.toLowerCase();
  if (!lower.startsWith(prefix + separator)) return other;
  if (text.length > maxLength) return broken('too-long');
  if (text !== lower && text !== text.toUpperCase()) return broken('case');
  const data = lower.slice(prefix.length + 1);
  const letter = /[^ac-hj-np-z02-9]/.exec(data)?.[0];
  if (letter !== undefined) return strange(letter);
  const written = `${prefix}1${data}`;
  for (const [variant, coder] of [
    ['bech32', bech32],
    ['bech32m', bech32m],
  ] as const) {
    const found = decoded(() => coder.decode(written as `${string}1${string}`, maxLength));
    if (found) return { prefix, variant, words: found.words };
  }
  return broken('checksum');
}

export interface Bech32Kind {
  readonly prefix: string;
  readonly variant: 'bech32' | 'bech32m';
  /** Of the payload, bytes. */
  readonly length: number;
  readonly kind: string;
  readonly network?: Network;
  readonly separator?: '1' | ':';
}

/** Addresses that are one run of bytes behind a prefix. */
export function bech32Address(kinds: readonly Bech32Kind[]): AddressReader {
  return (text) => {
    for (const { prefix, variant, length, kind, network, separator } of kinds) {
      const found = readBech32(text, prefix, separator);
      if ('is' in found) {
        if (found.is === 'other') continue;
        const usual = prefix.length + 1 + Math.ceil((length * 8) / 5) + 6;
        return found.is === 'broken' && found.fault.what === 'checksum'
          ? orLength(text.length, usual)
          : found;
      }
      const bytes = decoded(() => bech32.fromWords([...found.words]));
      const fits = found.variant === variant && bytes?.length === length;
      return fits ? address(kind, network) : broken('version');
    }
    return other;
  };
}

/** A text of another length cannot have the right checksum; the length is what helps. */
function orLength(length: number, usual: number): Reading {
  if (length === usual) return broken('checksum');
  return broken(length < usual ? 'too-short' : 'too-long');
}

/** Addresses of BIP-173 and BIP-350: a witness version, then the program. */
export function segwitAddress(prefix: string, network: Network = 'main'): AddressReader {
  return (text) => {
    const found = readBech32(text, prefix);
    if ('is' in found) {
      if (found.is !== 'broken' || found.fault.what !== 'checksum') return found;
      const usual = [...usualLengths].map((letters) => prefix.length + 1 + letters);
      if (usual.includes(text.length)) return found;
      if (text.length < Math.min(...usual)) return broken('too-short');
      return text.length > Math.max(...usual) ? broken('too-long') : found;
    }
    const [version, ...words] = found.words;
    const program = decoded(() => bech32.fromWords(words));
    if (version === undefined || !program) return broken('version');
    const variant = version === 0 ? 'bech32' : 'bech32m';
    if (found.variant !== variant) return broken('version');
    if (version === 0 && program.length === 20) return address('SegWit address', network);
    if (version === 0 && program.length === 32) return address('SegWit script', network);
    if (version === 1 && program.length === 32) return address('Taproot address', network);
    return broken('version');
  };
}

/** Version, program of 20 or 32 bytes and checksum, letters. */
const usualLengths = [1 + 32 + 6, 1 + 52 + 6] as const;
