import { base64, base64url } from '@scure/base';
import { address, broken, decoded, other, strange, type AddressReader } from '../reading.ts';

const letters = 48;
const kinds: Readonly<Record<number, string>> = {
  0x11: 'bounceable address',
  0x51: 'non-bounceable address',
};
const testBit = 0x80;

/** User-friendly addresses of TON (TEP-2): flags, workchain, account and CRC-16 in base 64. */
export const tonAddress: AddressReader = (text) => {
  if (/^(?:0|-1):[0-9a-fA-F]{64}$/.test(text)) return address('raw address', 'main', false);
  if (!/^[EUk0][Qf]/.test(text)) return other;
  const letter = /[^A-Za-z0-9_+/-]/.exec(text)?.[0];
  if (letter !== undefined) return strange(letter);
  if (text.length < letters) return broken('too-short');
  if (text.length > letters) return broken('too-long');
  const bytes = decoded(() => (/[-_]/.test(text) ? base64url : base64).decode(text));
  if (!bytes) return broken('checksum');
  const sum = ((bytes.at(-2) ?? 0) << 8) | (bytes.at(-1) ?? 0);
  if (crc16(bytes.subarray(0, -2)) !== sum) return broken('checksum');
  const [flags = 0] = bytes;
  const kind = kinds[flags & ~testBit];
  if (kind === undefined) return broken('version');
  return address(kind, (flags & testBit) === 0 ? 'main' : 'test');
};

/** CRC-16/XMODEM. */
function crc16(bytes: Uint8Array): number {
  let sum = 0;
  for (const byte of bytes) {
    sum ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) {
      sum = (sum & 0x8000) === 0 ? sum << 1 : (sum << 1) ^ 0x1021;
    }
    sum &= 0xffff;
  }
  return sum;
}
