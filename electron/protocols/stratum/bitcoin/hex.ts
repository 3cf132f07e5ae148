import { z } from 'zod';

// Node, browsers and workers all have it; this layer is compiled with the types of none of them.
declare const TextDecoder: new () => { decode(bytes: Uint8Array): string };

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

const digits = Uint8Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));
const decoder = new TextDecoder();

/** What each digit stands for, in both cases, by its code. */
const values = new Uint8Array(128);
for (const [value, code] of digits.entries()) {
  values[code] = value;
  values[String.fromCharCode(code).toUpperCase().charCodeAt(0)] = value;
}

/** @param text  hexadecimal digits; what is none counts as 0 */
export function fromHex(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length / 2);
  // By tables, here and below: shares of Verus have 2,700 digits, and thousands come in a second.
  for (let index = 0; index < bytes.length; index += 1) {
    const high = values[text.charCodeAt(2 * index)] ?? 0;
    bytes[index] = (high << 4) | (values[text.charCodeAt(2 * index + 1)] ?? 0);
  }
  return bytes;
}

export function toHex(bytes: Uint8Array): string {
  const codes = new Uint8Array(2 * bytes.length);
  for (const [index, byte] of bytes.entries()) {
    codes[2 * index] = digits[byte >>> 4] ?? 0;
    codes[2 * index + 1] = digits[byte & 15] ?? 0;
  }
  return decoder.decode(codes);
}

/** @param value  0 to 2 ** 32 - 1 */
export function uint32ToHex(value: number): string {
  return value.toString(16).padStart(8, '0');
}
