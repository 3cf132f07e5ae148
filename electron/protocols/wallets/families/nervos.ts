import { bech32 } from '@scure/base';
import { address, broken, decoded, type AddressReader, type Network } from '../reading.ts';
import { readBech32 } from './bech32.ts';

/** Bytes of a code hash, and of its type behind it. */
const hashLength = 32;
/** Script hash types of RFC 22: data, type, data1, data2. */
const hashTypes = new Set([0, 1, 2, 4]);

/** Addresses of CKB (RFC 21): the full form of today and the short and full ones before it. */
export function nervosAddress(prefix: string, network: Network = 'main'): AddressReader {
  return (text) => {
    const found = readBech32(text, prefix);
    if ('is' in found) return found;
    const bytes = decoded(() => bech32.fromWords([...found.words]));
    const [format, ...rest] = bytes ?? [];
    if (found.variant === 'bech32m') {
      const isFull = format === 0 && hashTypes.has(rest[hashLength] ?? -1);
      return isFull ? address('full address', network) : broken('version');
    }
    if (format === 1 && rest.length === 21) return address('short address of before 2021', network);
    const isOldFull = (format === 2 || format === 4) && rest.length >= hashLength;
    return isOldFull ? address('full address of before 2021', network) : broken('version');
  };
}
