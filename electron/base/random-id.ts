import { randomBytes } from 'node:crypto';

/** 32 letters, so that 5 bits of a byte pick one without favour; none that look alike. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz023456789';
const length = 12;

/** A new id for URLs and file names: 60 random bits. */
export function randomId(): string {
  return Array.from(randomBytes(length), (byte) => alphabet[byte % alphabet.length]).join('');
}
