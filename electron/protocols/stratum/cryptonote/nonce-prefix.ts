import { nonceBytes, nonceOffset, type CryptonoteJob } from './job.ts';

/** Where the byte stands that NiceHash mode leaves to the pool: the highest of the nonce. */
const prefixOffset = nonceOffset + nonceBytes - 1;

/** The byte of the nonce that belongs to the pool, 0 to 255. It binds where {@link isNicehash}. */
export function noncePrefixOf(blob: Uint8Array): number {
  return blob[prefixOffset] ?? 0;
}

/**
 * Whether the pool keeps the highest byte of the nonce: it says so at login, or the nonce is not
 * empty, which means the same to miners. Such a login serves one client: miners leave no second
 * byte alone, so there is nothing to share.
 */
export function isNicehash(job: CryptonoteJob, extensions: readonly string[]): boolean {
  const nonce = job.blob.subarray(nonceOffset, nonceOffset + nonceBytes);
  return extensions.includes('nicehash') || nonce.some((byte) => byte !== 0);
}

/** The job of one client: three bytes of the nonce are empty, the highest is its own. */
export function withNoncePrefix(job: CryptonoteJob, prefix: number): CryptonoteJob {
  return { ...job, blob: withNonce(job.blob, Uint8Array.of(0, 0, 0, prefix)) };
}

/** Whether a share of a client is from its own nonces. @param nonce  4 bytes, least first */
export function keepsNoncePrefix(nonce: Uint8Array, prefix: number): boolean {
  return nonce[nonceBytes - 1] === prefix;
}

/** What was hashed for a share. @param nonce  4 bytes as they stand in the blob */
export function withNonce(blob: Uint8Array, nonce: Uint8Array): Uint8Array {
  const filled = Uint8Array.from(blob);
  filled.set(nonce, nonceOffset);
  return filled;
}
