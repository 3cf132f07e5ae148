import { toHex } from '../bitcoin/hex.ts';

/** With fewer two sessions would some day have the same. */
const minBytes = 8;

/**
 * A new id for each login. XMRig that meets the same one with the same job again logs in for ever.
 *
 * @param random  8 or more random bytes
 * @throws {RangeError}  when there are fewer
 */
export function sessionIdOf(random: Uint8Array): string {
  if (random.length < minBytes) throw new RangeError(`a session id needs ${minBytes} bytes`);
  return toHex(random);
}
