import {
  address,
  broken,
  other,
  strange,
  type AddressReader,
  type Network,
  type Reading,
} from '../reading.ts';

/** A prefix and what may follow its colon. */
export interface CashaddrKind {
  readonly prefix: string;
  readonly network?: Network;
  /** Kind by the version byte, with the lengths of payload that it goes with. */
  readonly versions: Readonly<
    Record<number, { readonly kind: string; readonly lengths?: readonly number[] }>
  >;
  /** Whether an address without its prefix is taken, too. */
  readonly bare?: boolean;
}

const usualAlphabet = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const checksumLetters = 8;
const maxLength = 256;

/** Addresses as Bitcoin Cash writes them, which Kaspa, Nexa and others took over with prefixes of their own. */
export function cashaddrAddress(kind: CashaddrKind): AddressReader {
  return (text) => {
    const lower = text.toLowerCase();
    const begins = lower.startsWith(`${kind.prefix}:`);
    if (begins && text !== lower && text !== text.toUpperCase()) return broken('case');
    const data = begins ? lower.slice(kind.prefix.length + 1) : text;
    if (!begins) {
      const bare = readCashaddr(kind.prefix, data);
      if (!(bare instanceof Uint8Array)) return other;
      const found = kindOf(kind, bare);
      if (found.is !== 'address' || kind.bare === true) return found;
      return { is: 'broken', fault: { what: 'prefix', prefix: `${kind.prefix}:` } };
    }
    const bytes = readCashaddr(kind.prefix, data);
    if (bytes instanceof Uint8Array) return kindOf(kind, bytes);
    return bytes.is === 'broken' && bytes.fault.what === 'checksum'
      ? orLength(kind, data.length)
      : bytes;
  };
}

/**
 * Version byte and payload of what stands behind the colon.
 * @param alphabet  32 letters, each for five bits
 */
export function readCashaddr(
  prefix: string,
  data: string,
  alphabet = usualAlphabet,
): Uint8Array | Reading {
  if (data.length > maxLength) return broken('too-long');
  if (data.length <= checksumLetters) return broken('too-short');
  const letter = Array.from(data).find((each) => !alphabet.includes(each));
  if (letter !== undefined) return strange(letter);
  const words = Array.from(data).map((each) => alphabet.indexOf(each));
  const start = Array.from(prefix).map((each) => each.charCodeAt(0) & 31);
  if (polymod([...start, 0, ...words]) !== 0n) return broken('checksum');
  return bytesOf(words.slice(0, -checksumLetters)) ?? broken('version');
}

function kindOf({ versions, network }: CashaddrKind, [version, ...payload]: Uint8Array): Reading {
  const found = version === undefined ? undefined : versions[version];
  if (!found || (found.lengths && !found.lengths.includes(payload.length)))
    return broken('version');
  return address(found.kind, network);
}

function orLength({ versions }: CashaddrKind, length: number): Reading {
  const lengths = Object.values(versions).flatMap((each) => each.lengths ?? []);
  if (lengths.length === 0) return broken('checksum');
  const usual = lengths.map((bytes) => Math.ceil(((bytes + 1) * 8) / 5) + checksumLetters);
  if (length < Math.min(...usual)) return broken('too-short');
  return length > Math.max(...usual) ? broken('too-long') : broken('checksum');
}

/** Of the code over 32 symbols that the specification of CashAddr gives; 0n is right. */
const generators = [
  0x98f2bc8e61n,
  0x79b76d99e2n,
  0xf33e5fb3c4n,
  0xae2eabe2a8n,
  0x1e4f43e470n,
] as const;

function polymod(words: readonly number[]): bigint {
  let sum = 1n;
  for (const word of words) {
    const top = sum >> 35n;
    sum = ((sum & 0x07ffffffffn) << 5n) ^ BigInt(word);
    generators.forEach((generator, bit) => {
      if ((top >> BigInt(bit)) & 1n) sum ^= generator;
    });
  }
  return sum ^ 1n;
}

/** Eight bits from five; what is left over has to be zeros, fewer than five. */
function bytesOf(words: readonly number[]): Uint8Array | undefined {
  const bytes: number[] = [];
  let held = 0;
  let bits = 0;
  for (const word of words) {
    held = ((held << 5) | word) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((held >> bits) & 0xff);
    }
  }
  return bits < 5 && (held & ((1 << bits) - 1)) === 0 ? Uint8Array.from(bytes) : undefined;
}
