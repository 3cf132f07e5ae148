import type { Kernel, KernelAlgorithm, KernelBackend } from './kernel.ts';
import { KernelUnavailableError } from './kernel-unavailable-error.ts';
import { openModule, type ModuleOptions } from './open-module.ts';
import { pickKernel } from './pick-kernel.ts';
import { solutionKernelOf, type SolutionKernel } from './solution-kernel.ts';

export interface KernelOptions extends ModuleOptions {
  /** The CPU path, such as `portable`; without it the fastest this processor has. */
  readonly path?: string;
}

export interface KernelStatus {
  readonly backend: KernelBackend;
  readonly path: string;
  /** Why the native one is not used, as a sentence; null when it is. */
  readonly reason: string | null;
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
  const { kernel } = await load(algorithm, options);
  return kernel;
}

/** What `loadKernel` gives on this machine when nothing special is asked for. */
export async function kernelStatus(
  algorithm: KernelAlgorithm,
  options: Pick<KernelOptions, 'folder'> = {},
): Promise<KernelStatus> {
  const { kernel, reason } = await load(algorithm, options);
  return { backend: kernel.backend, path: kernel.path, reason };
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

interface Loaded {
  readonly kernel: Kernel;
  readonly reason: string | null;
}

async function load(
  algorithm: KernelAlgorithm,
  { path, ...options }: KernelOptions,
): Promise<Loaded> {
  const { module, backend, reason } = await openModule(options);
  const kernel = pickKernel(module, backend, algorithm, path);
  if (kernel) return { kernel, reason };
  const which = path === undefined ? algorithm : `${algorithm} by the path ${path}`;
  const build = backend === 'native' ? 'native' : 'WebAssembly';
  throw new KernelUnavailableError(`The ${build} kernels have no ${which}.`);
}
