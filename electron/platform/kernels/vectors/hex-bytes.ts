import { z } from 'zod';

/** Bytes as vectors write them: two hexadecimal digits each, the first byte first. */
export const Hex = z
  .string()
  .regex(/^(?:[\da-f]{2})*$/i, 'not whole bytes in hexadecimal')
  .transform(bytesOf);

/** As {@link Hex}, of one length. */
export const hexOf = (bytes: number) =>
  Hex.refine((value) => value.length === bytes, `not ${bytes} bytes`);

/** A number as vectors write it: hexadecimal digits, the most significant first. */
export const HexNumber = z
  .string()
  .regex(/^[\da-f]+$/i, 'not a number in hexadecimal')
  .transform((digits) => BigInt(`0x${digits}`));

export function bytesOf(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: hex.length / 2 }, (_, index) =>
    Number.parseInt(hex.slice(2 * index, 2 * index + 2), 16),
  );
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** A number as kernels take it, least significant byte first; what does not fit is cut off. */
export function littleEndian(value: bigint, length: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length }, (_, index) => Number((value >> BigInt(8 * index)) & 0xffn));
}

export function numberOf(littleEndianBytes: Uint8Array): bigint {
  return littleEndianBytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}
