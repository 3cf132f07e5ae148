import { kernelSteps } from '../kernel-steps.ts';
import type { KernelModule } from '../kernel-module.ts';
import type { Kernel, KernelAlgorithm, KernelBackend } from '../kernel.ts';
import { pickKernel } from '../pick-kernel.ts';
import { solutionKernelOf, type SolutionKernel } from '../solution-kernel.ts';

/** What vectors are checked against: all kernels of one build on one CPU path. */
export interface VectorBackend {
  /** The build and the path of its VerusHash: `native aes-ni`. */
  readonly name: string;
  readonly sha256d: Kernel;
  readonly verushash: Kernel;
  readonly solutions: SolutionKernel;
  /**
   * One step of VerusHash on this path, or of Equihash, which has but one.
   *
   * @throws {RangeError}  when there is no such step, or its input has another length
   */
  step(name: string, input: Uint8Array): Uint8Array;
}

/**
 * @param path  one that every kernel has, `portable`; without it the fastest of each
 * @returns     null when the module lacks it on this processor
 */
export function vectorBackend(
  module: KernelModule,
  backend: KernelBackend,
  path?: string,
): VectorBackend | null {
  const pick = (algorithm: KernelAlgorithm): Kernel | null =>
    pickKernel(module, backend, algorithm, path);
  const sha256d = pick('sha256d');
  const verushash = pick('verushash');
  if (!sha256d || !verushash) return null;
  const steps = kernelSteps(module, [`verushash/${verushash.path}`, 'equihash/portable']);
  return {
    name: `${backend} ${verushash.path}`,
    sha256d,
    verushash,
    solutions: solutionKernelOf(module, backend),
    step(name, input) {
      const step = steps.get(name);
      if (!step) throw new RangeError(`there is no step ${name}`);
      return step(input);
    },
  };
}
