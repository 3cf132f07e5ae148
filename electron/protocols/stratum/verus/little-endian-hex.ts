import { hexBytes, toHex } from '../bitcoin/hex.ts';

/** A 32-bit number as eight digits, least significant byte first, as in the header. */
export const hexUint32LE = hexBytes(4).transform((bytes) =>
  new DataView(bytes.buffer).getUint32(0, true),
);

/** @param value  0 to 2 ** 32 - 1 */
export function uint32ToHexLE(value: number): string {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return toHex(bytes);
}
