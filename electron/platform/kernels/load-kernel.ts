import type { KernelModule } from './kernel-module.ts';
import type { Kernel, KernelAlgorithm, KernelBackend } from './kernel.ts';
import { KernelUnavailableError } from './kernel-unavailable-error.ts';
import { openModule, type ModuleOptions } from './open-module.ts';
import { pickKernel } from './pick-kernel.ts';
import { solutionKernelOf, type SolutionKernel } from './solution-kernel.ts';

export interface KernelOptions extends ModuleOptions {
  /** The CPU path, such as `portable`; without it the fastest this processor has. */
  readonly path?: string;
}

/** What serves on this machine when nothing special is asked for. */
export interface KernelStatus {
  readonly backend: KernelBackend;
  /** Why the native one is not used, as a sentence; null when it is. */
  readonly reason: string | null;
  /** The CPU path of each algorithm, the fastest this processor has. */
  readonly paths: Readonly<Record<KernelAlgorithm, string>>;
}

/**
 * Loads the kernel of an algorithm. Each call gives one that shares no memory with the others, so
 * every thread loads its own.
 *
 * @throws {KernelUnavailableError}  when the kernel asked for is not there
 */
export async function loadKernel(
  algorithm: KernelAlgorithm,
  options: KernelOptions = {},
): Promise<Kernel> {
  const { path, ...choice } = options;
  const { module, backend } = await openModule(choice);
  return kernelOf(module, backend, algorithm, path);
}

/** @throws {KernelUnavailableError}  when not even WebAssembly loads */
export async function kernelStatus(
  options: Pick<ModuleOptions, 'folder'> = {},
): Promise<KernelStatus> {
  const { module, backend, reason } = await openModule(options);
  const path = (algorithm: KernelAlgorithm): string =>
    kernelOf(module, backend, algorithm, undefined).path;
  return {
    backend,
    reason,
    paths: {
      sha256d: path('sha256d'),
      scrypt: path('scrypt'),
      verushash: path('verushash'),
    },
  };
}

/**
 * Loads what verifies and solves Equihash and BeamHash; it has one path a backend.
 *
 * @throws {KernelUnavailableError}  when the backend asked for is not there
 */
export async function loadSolutionKernel(options: ModuleOptions = {}): Promise<SolutionKernel> {
  const { module, backend } = await openModule(options);
  return solutionKernelOf(module, backend);
}

function kernelOf(
  module: KernelModule,
  backend: KernelBackend,
  algorithm: KernelAlgorithm,
  path: string | undefined,
): Kernel {
  const kernel = pickKernel(module, backend, algorithm, path);
  if (kernel) return kernel;
  const which = path === undefined ? algorithm : `${algorithm} by the path ${path}`;
  const build = backend === 'native' ? 'native' : 'WebAssembly';
  throw new KernelUnavailableError(`The ${build} kernels have no ${which}.`);
}
