/**
 * What both builds of `native/` offer. They trust their arguments: only `kernel.ts` calls them,
 * after its checks.
 */
export interface KernelModule {
  /** Name of a kernel this processor can run, `algorithm/path`, fastest first; null beyond the last. */
  describe(index: number): string | null;
  /** Writes the hash into `output`, 32 bytes. */
  hash(index: number, input: Uint8Array, output: Uint8Array): void;
  /** First nonce that reaches the target, or -1. */
  scan(
    index: number,
    header: Uint8Array,
    target: Uint8Array,
    startNonce: number,
    count: number,
  ): number;
}
