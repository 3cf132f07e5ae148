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

/** One kind of address in base 58: version bytes, payload, four bytes of checksum. */
export interface SummedKind {
  readonly version: readonly number[];
  /** Of the payload, bytes. */
  readonly length: number;
  readonly kind: string;
  readonly network?: Network;
  readonly begins: (text: string) => boolean;
  /** In letters. */
  readonly shortest: number;
  readonly longest: number;
}

export const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
export const checksumLength = 4;

/**
 * Reads addresses of these kinds: what looks like one of them and is none is told apart by what is
 * wrong with it, the most telling first.
 *
 * @param sum  its first bytes are the checksum
 */
export function summedAddress(
  kinds: readonly SummedKind[],
  decode: (text: string) => Uint8Array,
  sum: (bytes: Uint8Array) => Uint8Array,
): AddressReader {
  return (text) => {
    const alike = kinds.filter(({ begins }) => begins(text));
    if (alike.length === 0) return other;
    const letter = Array.from(text).find((each) => !alphabet.includes(each));
    if (letter !== undefined) return strange(letter);
    if (alike.every(({ shortest }) => text.length < shortest)) return broken('too-short');
    if (alike.every(({ longest }) => text.length > longest)) return broken('too-long');
    const bytes = decoded(() => decode(text));
    if (!bytes) return broken('checksum');
    const body = bytes.subarray(0, -checksumLength);
    const isSummed = sameBytes(
      sum(body).subarray(0, checksumLength),
      bytes.subarray(-checksumLength),
    );
    if (!isSummed) return broken('checksum');
    const found = kinds.find(
      ({ version, length }) =>
        body.length === version.length + length && version.every((byte, at) => body[at] === byte),
    );
    return found ? address(found.kind, found.network) : other;
  };
}

/** The least and the greatest text of a version, and how all between them begin. */
export function textsOf(
  version: readonly number[],
  length: number,
  encode: (bytes: Uint8Array) => string,
) {
  const filled = (byte: number): string => {
    const bytes = new Uint8Array(version.length + length + checksumLength).fill(byte);
    bytes.set(version);
    return encode(bytes);
  };
  const [least, greatest] = [filled(0), filled(0xff)];
  let common = 0;
  while (common < least.length && least[common] === greatest[common]) common += 1;
  return { least, greatest, common: least.slice(0, common) };
}
