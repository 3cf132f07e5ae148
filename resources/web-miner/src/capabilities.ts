/** A function that returns a vector of zeros: the smallest module that needs SIMD. */
const simdModule = Uint8Array.from([
  0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 5, 1, 0x60, 0, 1, 0x7b, 3, 2, 1, 0, 10, 8, 1, 6, 0, 0x41, 0,
  0xfd, 15, 0x0b,
]);

export type MissingCapability = 'web-assembly' | 'simd' | 'workers';

/** What this browser lacks to mine; null: nothing. */
export function missingCapability(): MissingCapability | null {
  if (typeof WebAssembly !== 'object') return 'web-assembly';
  if (!WebAssembly.validate(simdModule)) return 'simd';
  return typeof Worker === 'function' ? null : 'workers';
}
