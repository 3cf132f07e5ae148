/**
 * The version of a header in which a client has chosen some bits (BIP 310). All numbers are unsigned,
 * of 32 bits.
 *
 * @param version  that of the job
 * @param mask     which bits the pool lets the client choose
 * @param bits     as they come with the share
 */
export function rolledVersion(version: number, mask: number, bits: number): number {
  return ((version & ~mask) | (bits & mask)) >>> 0;
}

/** Whether a share chooses no bits but those of the mask; the pool refuses it otherwise. */
export function isWithinMask(bits: number, mask: number): boolean {
  return (bits & ~mask) === 0;
}

/** Bits that both sides agree to; 0: none. */
export function commonMask(asked: number, allowed: number): number {
  return (asked & allowed) >>> 0;
}
