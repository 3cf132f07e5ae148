import type { BeamGeneration } from './beam-generation.ts';
import { checkBeamGeneration, checkInput, checkLength, checkPacked } from './argument-checks.ts';
import { equihashProblem, type EquihashParameters } from './equihash-problem.ts';
import { solutionVerdicts, type SolutionVerdict } from './solution-verdict.ts';
import type { KernelModule, Problem } from './kernel-module.ts';
import type { KernelBackend } from './kernel.ts';

/** Bytes of every BeamHash solution. */
export const beamSolutionBytes = 104;

/** Solutions of one problem that are looked for; there are two on average, and rarely over ten. */
const maxSolutions = 64;

export interface SolveOptions {
  /**
   * Shared with another thread, which makes its first number other than 0 to end the search within
   * milliseconds. WebAssembly looks at it before it begins and no more.
   */
  readonly stop?: Int32Array<SharedArrayBuffer>;
}

/** Proofs that are lists of indices: Equihash and BeamHash. */
export interface SolutionKernel {
  readonly backend: KernelBackend;
  /**
   * Whether a solution solves a block of Beam.
   *
   * @param generation  which of the three proofs of work; the height of the job tells
   * @param input       32 bytes, the job's, in the order of its hex text
   * @param nonce       8 bytes, likewise
   * @param solution    of any length up to 1 MiB; only 104 bytes can be valid
   * @returns           the first fault, from the leaves up, or `valid`
   * @throws {TypeError | RangeError}  when an argument is not as said here
   */
  verifyBeam(
    generation: BeamGeneration,
    input: Uint8Array,
    nonce: Uint8Array,
    solution: Uint8Array,
  ): SolutionVerdict;
  /**
   * Whether the SHA-256 of a solution, as a big-endian number, is below 2 ** 256 / difficulty.
   *
   * @param solution  104 bytes
   * @param packed    the difficulty as Beam sends it, 0 to 2 ** 32 - 1
   * @returns         false also where `packed` stands for no difficulty
   * @throws {TypeError | RangeError}  when an argument is not as said here
   */
  beamTargetReached(solution: Uint8Array, packed: number): boolean;
  /**
   * Whether a solution solves an Equihash problem.
   *
   * @param input     what is to be solved, nonce included, up to 1 MiB
   * @param solution  of any length up to 1 MiB
   * @returns         the first fault, from the leaves up, or `valid`
   * @throws {TypeError | RangeError}  when an argument is not as said here, or there is no such problem
   */
  verifyEquihash(
    parameters: EquihashParameters,
    input: Uint8Array,
    solution: Uint8Array,
  ): SolutionVerdict;
  /**
   * Solves a small problem, with `k` up to 5 and `n / (k + 1)` up to 16; the thread is busy until it
   * ends, for (96,5) about a second.
   *
   * @param input  what is to be solved, nonce included, up to 1 MiB
   * @returns      the solutions in no particular order; none where it was stopped
   * @throws {TypeError | RangeError}  when an argument is not as said here, or the problem is too large
   * @throws {KernelMemoryError}       when there is not enough memory
   */
  solveEquihash(
    parameters: EquihashParameters,
    input: Uint8Array,
    options?: SolveOptions,
  ): readonly Uint8Array[];
}

export function solutionKernelOf(module: KernelModule, backend: KernelBackend): SolutionKernel {
  const verdict = (problem: Problem, solution: Uint8Array): SolutionVerdict => {
    checkInput(solution, 'solution');
    const found = solutionVerdicts[module.verify(problem, solution)];
    if (found === undefined) throw noSuchProblem(problem);
    return found;
  };
  return {
    backend,
    verifyBeam(generation, input, nonce, solution) {
      checkBeamGeneration(generation);
      checkLength('input', input, 32);
      checkLength('nonce', nonce, 8);
      const both = new Uint8Array(40);
      both.set(input);
      both.set(nonce, 32);
      const scheme = `beamhash${generation}` as const;
      return verdict({ scheme, n: 0, k: 0, r: 0, personal: null, input: both }, solution);
    },
    beamTargetReached(solution, packed) {
      checkLength('solution', solution, beamSolutionBytes);
      checkPacked(packed);
      return module.beamTargetReached(solution, packed);
    },
    verifyEquihash: (parameters, input, solution) =>
      verdict(equihashProblem(parameters, input), solution),
    solveEquihash(parameters, input, { stop } = {}) {
      const problem = equihashProblem(parameters, input);
      if (module.solutionBytes(problem) === 0) throw noSuchProblem(problem);
      if (stop !== undefined && !(stop instanceof Int32Array)) {
        throw new TypeError('stop must be an Int32Array');
      }
      if (stop !== undefined && (stop.length === 0 || Atomics.load(stop, 0) !== 0)) return [];
      const solved = module.solve(problem, maxSolutions, stop ?? null);
      if (solved === null) {
        throw new RangeError(`(${problem.n},${problem.k}) is too large to be solved here`);
      }
      return solved.end === 'stopped' ? [] : solved.solutions;
    },
  };
}

function noSuchProblem({ scheme, n, k, r }: Problem): RangeError {
  return new RangeError(`there is no ${scheme} with n = ${n}, k = ${k}, r = ${r}`);
}
