import { checkInput, checkLength, checkRule } from './argument-checks.ts';
import { HeaderRefusedError, TooManyJobsError } from './kernel-errors.ts';
import type { KernelDescription, KernelModule, KernelWork } from './kernel-module.ts';
import type { Kernel, KernelAlgorithm, KernelBackend } from './kernel.ts';
import { hashBytes, openJob } from './prepared-job.ts';

/** Jobs of one kernel that may be prepared at once; where they search on many lanes, a job has 220 kB. */
export const maxJobs = 1024;

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
  const found = module.kernels.find(({ name }) =>
    path === undefined ? name.startsWith(`${algorithm}/`) : name === `${algorithm}/${path}`,
  );
  return found ? kernelOf(module, found, backend, algorithm) : null;
}

function kernelOf(
  module: KernelModule,
  description: KernelDescription,
  backend: KernelBackend,
  algorithm: KernelAlgorithm,
): Kernel {
  const { name, headerBytes, tailBytes } = description;
  let ownWork: KernelWork | undefined;
  let jobs = 0;
  return {
    algorithm,
    backend,
    path: name.slice(algorithm.length + 1),
    headerBytes,
    tailBytes,
    hash(input) {
      checkInput(input);
      ownWork ??= module.openWork(description);
      const output = new Uint8Array(hashBytes);
      ownWork.hash(input, output);
      return output;
    },
    prepareJob(header, rule = 'node') {
      checkLength('header', header, headerBytes);
      checkRule(rule);
      if (jobs >= maxJobs) throw new TooManyJobsError(maxJobs);
      const work = module.openWork(description);
      if (!work.prepare(header, rule)) {
        work.close();
        throw new HeaderRefusedError(rule);
      }
      jobs += 1;
      return openJob(work, tailBytes, () => (jobs -= 1));
    },
  };
}
