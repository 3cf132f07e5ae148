const magic = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
const functionType = [1, 5, 1, 0x60, 0, 1, 0x7b];
const functions = [3, 2, 1, 0];
const zeros = [0x41, 0, 0xfd, 0x0f];

/** The smallest modules that need SIMD, and the relaxed part of it: each returns a vector of zeros. */
const simd = [10, 8, 1, 6, 0, ...zeros, 0x0b];
const relaxedSwizzle = [0xfd, 0x80, 0x02];
const relaxedSimd = [10, 15, 1, 13, 0, ...zeros, ...zeros, ...relaxedSwizzle, 0x0b];

export type MissingCapability = 'web-assembly' | 'simd' | 'workers';

/** What this browser lacks to mine; null: nothing. */
export function missingCapability(): MissingCapability | null {
  if (typeof WebAssembly !== 'object') return 'web-assembly';
  if (!canRun(simd)) return 'simd';
  return typeof Worker === 'function' ? null : 'workers';
}

/** Whether this browser has the instructions that make the kernels faster. */
export function hasRelaxedSimd(): boolean {
  return canRun(relaxedSimd);
}

function canRun(code: readonly number[]): boolean {
  return WebAssembly.validate(Uint8Array.from([...magic, ...functionType, ...functions, ...code]));
}
