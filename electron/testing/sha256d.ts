import { createHash } from 'node:crypto';

/** Double SHA-256 of Node, to check ours against. */
export function sha256d(bytes: Uint8Array): Uint8Array {
  const once = createHash('sha256').update(bytes).digest();
  return new Uint8Array(createHash('sha256').update(once).digest());
}
