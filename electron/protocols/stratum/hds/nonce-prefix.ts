import { z } from 'zod';
import { fromHex } from '../bitcoin/hex.ts';
import { nonceBytes } from './job.ts';

/**
 * With what the nonces of a client begin: 0 to 12 hexadecimal digits in lower case. Nodes give up to six
 * digits, also an odd number of them, pools six or eight.
 */
export type NoncePrefix = string;

const maxDigits = 12;
const nonceDigits = 2 * nonceBytes;

export const noncePrefix = z
  .string()
  .regex(/^[0-9a-fA-F]{0,12}$/, `must be 0 to ${maxDigits} hexadecimal digits`)
  .transform((text): NoncePrefix => text.toLowerCase());

/**
 * Whether a nonce is one of that client. A node refuses all others, and hangs up.
 *
 * @param nonce  as digits, in any case
 */
export function hasPrefix(nonce: string, prefix: NoncePrefix): boolean {
  return nonce.toLowerCase().startsWith(prefix.toLowerCase());
}

/**
 * A nonce with that prefix.
 *
 * @param counter  tells it from the others
 * @returns        8 bytes: the prefix, zeros, and the counter at the end
 * @throws {RangeError}  when the counter is negative or needs more digits than the prefix leaves
 */
export function nonceWith(prefix: NoncePrefix, counter: bigint): Uint8Array {
  const digits = counter.toString(16);
  if (counter < 0n || prefix.length + digits.length > nonceDigits) {
    throw new RangeError(`the prefix ${prefix} leaves no room for the counter ${counter}`);
  }
  return fromHex(prefix + digits.padStart(nonceDigits - prefix.length, '0'));
}

/**
 * A prefix in the form that all clients take: many read it byte by byte.
 *
 * @throws {RangeError}  when it is none, or has an odd number of digits
 */
export function checkedPrefix(prefix: NoncePrefix): NoncePrefix {
  if (prefix.length % 2 === 1 || !noncePrefix.safeParse(prefix).success) {
    throw new RangeError(`"${prefix}" is no prefix of whole bytes, at most ${maxDigits / 2}`);
  }
  return prefix.toLowerCase();
}
