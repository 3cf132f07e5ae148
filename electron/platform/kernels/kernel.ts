import { checkCount, checkInput, checkLength, checkNonce } from './argument-checks.ts';
import type { KernelModule } from './kernel-module.ts';

/** Length of a block header as each algorithm hashes it, bytes. */
const headerBytes = { sha256d: 80 } as const;

/** Every hash is a 256-bit number, and so is every target. */
const hashBytes = 32;

export type KernelAlgorithm = keyof typeof headerBytes;
export type KernelBackend = 'native' | 'wasm';

/** One hash function, computed the fastest way this machine can. */
export interface Kernel {
  readonly algorithm: KernelAlgorithm;
  readonly backend: KernelBackend;
  /** How the processor computes it: `sha-ni`, `sse2`, `portable` or `wasm-simd`. */
  readonly path: string;
  /**
   * Hash of any bytes, with SHA-256d the double SHA-256.
   *
   * @param input  up to 1 MiB
   * @returns      32 bytes in the order in which they were computed: a block's id is printed backwards
   * @throws {TypeError | RangeError}  when the input is not bytes, or too long
   */
  hash(input: Uint8Array): Uint8Array;
  /**
   * Searches a range of nonces; the thread is busy until it ends, so keep `count` to what may block.
   *
   * @param header      80 bytes; what stands in the last four, the nonce, does not matter
   * @param target      32 bytes, a little-endian number; a hash reaches it when it is not greater
   * @param startNonce  0 to 2 ** 32 - 1
   * @param count       0 to 2 ** 32; `startNonce + count` is at most 2 ** 32
   * @returns           the first nonce of the range that reaches the target, or null
   * @throws {TypeError | RangeError}  when an argument is not as said here
   */
  scan(header: Uint8Array, target: Uint8Array, startNonce: number, count: number): number | null;
}

/**
 * The kernel of an algorithm out of a loaded module.
 *
 * @param path  which CPU path; without it the fastest
 * @returns     null when the module has no such kernel for this processor
 */
export function pickKernel(
  module: KernelModule,
  backend: KernelBackend,
  algorithm: KernelAlgorithm,
  path?: string,
): Kernel | null {
  for (let index = 0; ; index += 1) {
    const name = module.describe(index);
    if (name === null) return null;
    const [itsAlgorithm, itsPath = ''] = name.split('/');
    if (itsAlgorithm !== algorithm || (path !== undefined && path !== itsPath)) continue;
    return {
      algorithm,
      backend,
      path: itsPath,
      hash(input) {
        checkInput(input);
        const output = new Uint8Array(hashBytes);
        module.hash(index, input, output);
        return output;
      },
      scan(header, target, startNonce, count) {
        checkLength('header', header, headerBytes[algorithm]);
        checkLength('target', target, hashBytes);
        checkNonce(startNonce);
        checkCount(startNonce, count);
        const nonce = module.scan(index, header, target, startNonce, count);
        return nonce < 0 ? null : nonce;
      },
    };
  }
}
