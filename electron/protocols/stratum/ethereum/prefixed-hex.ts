import { z } from 'zod';
import { hexBytes, toHex } from '../bitcoin/hex.ts';

/** Bytes as hexadecimal text of a limited length; `0x` before it may be there or not. */
export function dataHex(minBytes: number, maxBytes = minBytes) {
  return z
    .string()
    .transform((text) => (/^0x/i.test(text) ? text.slice(2) : text))
    .pipe(hexBytes(minBytes, maxBytes));
}

/** A number of up to 256 bits as hexadecimal text, with zeros before it or without. */
export const quantityHex = z
  .string()
  .regex(/^0x[0-9a-fA-F]{1,64}$/, 'must be 0x and 1 to 64 hexadecimal digits')
  .transform((text) => BigInt(text));

export function toDataHex(bytes: Uint8Array): string {
  return `0x${toHex(bytes)}`;
}

/** @param digits  at least so many, filled with zeros */
export function toQuantityHex(value: bigint | number, digits = 1): string {
  return `0x${value.toString(16).padStart(digits, '0')}`;
}
