import { z } from 'zod';

/** Bytes as hexadecimal text of a limited length. @param maxBytes  largest that is taken */
export function hexBytes(minBytes: number, maxBytes = minBytes) {
  const what = minBytes === maxBytes ? `${minBytes * 2}` : `${minBytes * 2} to ${maxBytes * 2}`;
  return z
    .string()
    .refine(
      (text) =>
        text.length % 2 === 0 &&
        text.length >= minBytes * 2 &&
        text.length <= maxBytes * 2 &&
        /^[0-9a-fA-F]*$/.test(text),
      `must be ${what} hexadecimal digits`,
    )
    .transform(fromHex);
}

/** A 32-bit number as eight digits, most significant first: version, bits, time and nonce. */
export const hexUint32 = z
  .string()
  .regex(/^[0-9a-fA-F]{8}$/, 'must be 8 hexadecimal digits')
  .transform((text) => Number.parseInt(text, 16));

/** Bits that a mask lets through, as one to eight digits: programs leave out zeros at the front. */
export const hexMask = z
  .string()
  .regex(/^[0-9a-fA-F]{1,8}$/, 'must be 1 to 8 hexadecimal digits')
  .transform((text) => Number.parseInt(text, 16));

export function fromHex(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length / 2);
  for (let index = 0; index < bytes.length; index += 1) {
    bytes[index] = Number.parseInt(text.slice(index * 2, index * 2 + 2), 16);
  }
  return bytes;
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** @param value  0 to 2 ** 32 - 1 */
export function uint32ToHex(value: number): string {
  return value.toString(16).padStart(8, '0');
}
