import { readFile } from 'node:fs/promises';
import type { Kernel, KernelAlgorithm, KernelBackend } from './kernel.ts';
import { pickKernel } from './pick-kernel.ts';
import type { KernelModule } from './kernel-module.ts';
import { KernelUnavailableError } from './kernel-unavailable-error.ts';
import { findNativeFolder, wasmPaths } from './native-folder.ts';
import { openNativeModule } from './native-module.ts';
import { solutionKernelOf, type SolutionKernel } from './solution-kernel.ts';
import { openWasmModule } from './wasm-module.ts';

export interface KernelOptions {
  /** Without it the native one where it loads, else the WebAssembly one. */
  readonly backend?: KernelBackend;
  /** The CPU path, such as `portable`; without it the fastest this processor has. */
  readonly path?: string;
  /** The `native` folder, found by itself outside tests. */
  readonly folder?: string;
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
export async function loadSolutionKernel(
  options: Pick<KernelOptions, 'backend' | 'folder'> = {},
): Promise<SolutionKernel> {
  const folder = folderOf(options);
  if (options.backend !== 'wasm') {
    const native = openNativeModule(folder);
    if (typeof native !== 'string') return solutionKernelOf(native, 'native');
    if (options.backend === 'native') throw new KernelUnavailableError(native);
  }
  return solutionKernelOf(await openWasm(folder), 'wasm');
}

interface Loaded {
  readonly kernel: Kernel;
  readonly reason: string | null;
}

async function load(algorithm: KernelAlgorithm, options: KernelOptions): Promise<Loaded> {
  const { backend, path } = options;
  const folder = folderOf(options);
  let reason: string | null = null;
  if (backend !== 'wasm') {
    const native = openNativeModule(folder);
    const kernel =
      typeof native === 'string' ? null : pickKernel(native, 'native', algorithm, path);
    if (kernel !== null) return { kernel, reason: null };
    reason = typeof native === 'string' ? native : missing('native', algorithm, path);
    if (backend === 'native') throw new KernelUnavailableError(reason);
  }

  const kernel = await loadWasm(algorithm, path, folder);
  return { kernel, reason };
}

async function loadWasm(
  algorithm: KernelAlgorithm,
  path: string | undefined,
  folder: string,
): Promise<Kernel> {
  const kernel = pickKernel(await openWasm(folder), 'wasm', algorithm, path);
  if (kernel) return kernel;
  throw new KernelUnavailableError(missing('WebAssembly', algorithm, path));
}

function folderOf({ folder = findNativeFolder() ?? undefined }: KernelOptions): string {
  if (folder === undefined) throw new KernelUnavailableError('The kernels were not found.');
  return folder;
}

async function openWasm(folder: string): Promise<KernelModule> {
  try {
    return await openWasmModule(await readFirstRunning(wasmPaths(folder)));
  } catch (error) {
    throw new KernelUnavailableError('The WebAssembly kernels could not be loaded.', error);
  }
}

/** The first file that this engine can run; where there is none the last, which then says why. */
async function readFirstRunning(files: readonly string[]): Promise<Buffer<ArrayBuffer>> {
  let bytes = Buffer.alloc(0);
  for (const file of files) {
    bytes = await readFile(file);
    if (WebAssembly.validate(bytes)) break;
  }
  return bytes;
}

function missing(kind: string, algorithm: KernelAlgorithm, path: string | undefined): string {
  const what = path === undefined ? algorithm : `${algorithm} by the path ${path}`;
  return `The ${kind} kernels have no ${what}.`;
}
