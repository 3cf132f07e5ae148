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
  /** Length of the solutions of a problem; 0 where there is no such problem. */
  solutionBytes(problem: Problem): number;
  /** @returns place of the verdict in `solutionVerdicts`, or the number behind them: no such problem */
  verify(problem: Problem, solution: Uint8Array): number;
  beamTargetReached(solution: Uint8Array, packed: number): boolean;
  /** @returns null where such a problem is not solved here */
  solve(problem: Problem, most: number, stop: Int32Array | null): Solved | null;
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

/** A problem of the Equihash family, as `native/kernels/equihash/equihash.hpp` describes it. */
export interface Problem {
  readonly scheme: keyof typeof schemes;
  readonly n: number;
  readonly k: number;
  readonly r: number;
  /** 8 bytes; null: the scheme's own. */
  readonly personal: Uint8Array | null;
  readonly input: Uint8Array;
}

/** The kernels' numbers of the schemes. */
export const schemes = {
  equihash: 0,
  'equihash-r': 1,
  beamhash1: 2,
  beamhash2: 3,
  beamhash3: 4,
} as const;

/** How a solver ended, in the order of the kernels' numbers. */
export const solveEnds = ['complete', 'stopped', 'crowded'] as const;

export interface Solved {
  readonly end: (typeof solveEnds)[number];
  readonly solutions: readonly Uint8Array[];
}
