import type { HeaderRule } from './header-rule.ts';

export type KernelAlgorithm = 'sha256d' | 'scrypt' | 'verushash';
export type KernelBackend = 'native' | 'wasm';

/** One hash function, computed the fastest way this machine can. */
export interface Kernel {
  readonly algorithm: KernelAlgorithm;
  readonly backend: KernelBackend;
  /** How the processor computes it: `sha-ni`, `aes-ni`, `sse2`, `portable` or `wasm-relaxed-simd`. */
  readonly path: string;
  /** Length of the headers that `prepareJob` takes. */
  readonly headerBytes: number;
  /** Length of the end of a header that `check` and `scan` replace; its last four are the nonce. */
  readonly tailBytes: number;
  /**
   * Hash of any bytes: with sha256d the double SHA-256, with scrypt that of N = 1024, r = p = 1, with
   * verushash that of a block header by the rule of the nodes, in the version the header asks for.
   *
   * @param input  up to 1 MiB
   * @returns      32 bytes in the order in which they were computed: a block's id is printed backwards
   * @throws {TypeError | RangeError}  when the input is not bytes, or too long
   */
  hash(input: Uint8Array): Uint8Array;
  /**
   * Does once what is the same for all nonces of a job. Whoever prepares a job disposes it.
   *
   * @param header  `headerBytes`; what stands in its last `tailBytes` does not matter
   * @param rule    `node` unless said otherwise
   * @throws {TypeError | RangeError}  when an argument is not as said here
   * @throws {HeaderRefusedError}      when the rule refuses the header: `pool` one without its commitment,
   *                                  `node` that of a first block, which has a hash of its own
   * @throws {TooManyJobsError}        when 1024 are prepared already
   * @throws {KernelMemoryError}       when there is not enough memory
   */
  prepareJob(header: Uint8Array, rule?: HeaderRule): PreparedJob;
}

/** A nonce that reaches the target, with its hash in the order in which it was computed. */
export interface FoundNonce {
  readonly nonce: number;
  readonly hash: Uint8Array;
}

/** A header whose end may still be chosen. It holds memory until it is disposed. */
export interface PreparedJob extends Disposable {
  /**
   * Hash of the header with this end.
   *
   * @param tail  `tailBytes` of the kernel
   * @returns     32 bytes in the order in which they were computed: a block's id is printed backwards
   * @throws {TypeError | RangeError}  when the tail is not bytes of that length
   * @throws {JobClosedError}          when the job has been disposed
   */
  check(tail: Uint8Array): Uint8Array;
  /**
   * Searches a range of nonces; the thread is busy until it ends, so keep `count` to what may block.
   *
   * @param tail        `tailBytes` of the kernel; the last four, the nonce, do not matter
   * @param target      32 bytes, a little-endian number; a hash reaches it when it is not greater
   * @param startNonce  0 to 2 ** 32 - 1; it stands in a tail least significant byte first
   * @param count       0 to 2 ** 32; `startNonce + count` is at most 2 ** 32
   * @returns           the first nonce of the range that reaches the target, or null
   * @throws {TypeError | RangeError}  when an argument is not as said here
   * @throws {JobClosedError}          when the job has been disposed
   */
  scan(tail: Uint8Array, target: Uint8Array, startNonce: number, count: number): FoundNonce | null;
}
