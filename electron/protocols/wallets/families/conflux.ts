import { address, broken, other, type AddressReader } from '../reading.ts';
import { readCashaddr } from './cashaddr.ts';

/** Letters of CIP-37: those of base 32 without i, l, o and q. */
const alphabet = 'abcdefghjkmnprstuvwxyz0123456789';

/** What the first four bits of an account say. */
const kinds: Readonly<Record<number, { kind: string; type: string }>> = {
  0: { kind: 'built-in', type: 'builtin' },
  1: { kind: 'account', type: 'user' },
  8: { kind: 'contract', type: 'contract' },
};

/** Addresses of CIP-37, which pools take: `cfx:aa…`, in capitals also `CFX:TYPE.USER:AA…`. */
export const confluxAddress: AddressReader = (text) => {
  const match = /^(cfx|cfxtest|net\d+):(?:type\.(user|contract|builtin):)?(.*)$/i.exec(text);
  const [, prefix, type, data] = match ?? [];
  if (prefix === undefined || data === undefined) return other;
  const lower = text.toLowerCase();
  if (text !== lower && text !== text.toUpperCase()) return broken('case');
  if (data.length < letters) return broken('too-short');
  if (data.length > letters) return broken('too-long');
  const bytes = readCashaddr(prefix.toLowerCase(), data.toLowerCase(), alphabet);
  if (!(bytes instanceof Uint8Array)) return bytes;
  const [version, first = 0] = bytes;
  const found = kinds[first >> 4];
  if (version !== 0 || bytes.length !== 21 || !found) return broken('version');
  if (type !== undefined && type.toLowerCase() !== found.type) return broken('version');
  return address(found.kind, prefix.toLowerCase() === 'cfx' ? 'main' : 'test');
};

/** 34 of version and account, 8 of checksum. */
const letters = 42;
