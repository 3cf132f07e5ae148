import type { HeaderRule } from './header-rule.ts';

/**
 * What both builds of `native/` offer, each wrapped into this shape by its own file. They trust
 * their arguments: only `kernel.ts`, `solution-kernel.ts` and `kernel-steps.ts` call them, after
 * their checks.
 */
export interface KernelModule {
  /** Those that run on this processor, fastest first within an algorithm. */
  readonly kernels: readonly KernelDescription[];
  readonly steps: readonly StepDescription[];
  /** Memory for one kernel to prepare a job in and to compute. */
  openWork(kernel: KernelDescription): KernelWork;
  /** Runs one step of an algorithm; the lengths are those of its description. */
  runStep(step: StepDescription, input: Uint8Array, output: Uint8Array): void;
}

export interface KernelDescription {
  /** Its place in the module's own table. */
  readonly index: number;
  /** `algorithm/path`. */
  readonly name: string;
  readonly headerBytes: number;
  readonly tailBytes: number;
  readonly workBytes: number;
}

export interface StepDescription {
  readonly index: number;
  /** Name of the kernel or the verifier that it is a part of, `algorithm/path`. */
  readonly owner: string;
  readonly name: string;
  /** null: any length. */
  readonly inputBytes: number | null;
  readonly outputBytes: number;
}

export interface KernelWork {
  /** Writes the hash into `output`, 32 bytes; a prepared job is lost by it. */
  hash(input: Uint8Array, output: Uint8Array): void;
  /** @returns false when the rule refuses the header */
  prepare(header: Uint8Array, rule: HeaderRule): boolean;
  check(tail: Uint8Array, output: Uint8Array): void;
  /** First nonce that reaches the target, its hash then in `output`; or -1. */
  scan(
    tail: Uint8Array,
    target: Uint8Array,
    startNonce: number,
    count: number,
    output: Uint8Array,
  ): number;
  /** Gives the memory back; the work is not used afterwards. */
  close(): void;
}
