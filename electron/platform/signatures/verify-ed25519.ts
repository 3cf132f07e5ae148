import { createPublicKey, verify } from 'node:crypto';
import { SignatureError } from './signature-error.ts';

const keyBytes = 32;
const signatureBytes = 64;

/**
 * Checks a signature of Ed25519 (RFC 8032).
 *
 * @param signature  64 bytes
 * @param publicKey  32 bytes
 * @throws {SignatureError}  where it is not that key's signature of the data
 */
export function verifyEd25519({
  data,
  signature,
  publicKey,
}: {
  readonly data: Uint8Array;
  readonly signature: Uint8Array;
  readonly publicKey: Uint8Array;
}): void {
  if (publicKey.length !== keyBytes) {
    throw new SignatureError(`its key has ${publicKey.length} bytes instead of ${keyBytes}`);
  }
  if (signature.length !== signatureBytes) {
    throw new SignatureError(`it has ${signature.length} bytes instead of ${signatureBytes}`);
  }
  const x = Buffer.from(publicKey).toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  if (!verify(null, data, key, signature)) {
    throw new SignatureError('what came is not what was signed, or another key has signed it');
  }
}
