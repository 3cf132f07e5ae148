import { base58 } from '@scure/base';
import { address, broken, decoded, other, strange, type AddressReader } from '../reading.ts';

/** A number of bytes in hexadecimal, of which nothing tells a mistyped one. */
export function hexAddress(bytes: number, kind: string): AddressReader {
  return (text) => {
    if (!/^[0-9a-fA-F]{8}/.test(text)) return other;
    const letter = /[^0-9a-fA-F]/.exec(text)?.[0];
    if (letter !== undefined) return strange(letter);
    if (text.length < bytes * 2) return broken('too-short');
    if (text.length > bytes * 2) return broken('too-long');
    return address(kind, 'main', false);
  };
}

/** Kinds of Alephium addresses by their first byte, which 32 bytes of a hash follow. */
const alephiumKinds: Readonly<Record<number, string>> = {
  0: 'address',
  2: 'script',
  3: 'contract',
};

/** Alephium: base 58 of a type and a hash. */
export const alephiumAddress: AddressReader = (text) => {
  const letter = /[^1-9A-HJ-NP-Za-km-z]/.exec(text)?.[0];
  if (letter !== undefined) return text.startsWith('1') ? strange(letter) : other;
  const bytes = decoded(() => base58.decode(text));
  if (!bytes) return other;
  const kind = alephiumKinds[bytes[0] ?? -1];
  if (kind !== undefined && bytes.length === 33) return address(kind, 'main', false);
  if (!text.startsWith('1') || bytes.length < 25) return other;
  return broken(bytes.length < 33 ? 'too-short' : 'too-long');
};
