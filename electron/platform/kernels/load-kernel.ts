import { readFile } from 'node:fs/promises';
import type { Kernel, KernelAlgorithm, KernelBackend } from './kernel.ts';
import { pickKernel } from './kernel.ts';
import { KernelUnavailableError } from './kernel-unavailable-error.ts';
import { findNativeFolder, wasmPath } from './native-folder.ts';
import { openNativeModule } from './native-module.ts';
import { openWasmModule } from './wasm-module.ts';

export interface KernelOptions {
  /** Without it the native one where it loads, else the WebAssembly one. */
  readonly backend?: KernelBackend;
  /** Without it the fastest this processor has. */
  readonly path?: 'portable';
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
  options: Pick<KernelOptions, 'folder'> = {},
): Promise<KernelStatus> {
  const { kernel, reason } = await load('sha256d', options);
  return { backend: kernel.backend, path: kernel.path, reason };
}

interface Loaded {
  readonly kernel: Kernel;
  readonly reason: string | null;
}

async function load(
  algorithm: KernelAlgorithm,
  { backend, path, folder = findNativeFolder() ?? undefined }: KernelOptions,
): Promise<Loaded> {
  if (folder === undefined) throw new KernelUnavailableError('The kernels were not found.');

  let reason: string | null = null;
  if (backend !== 'wasm') {
    const native = openNativeModule(folder);
    const kernel =
      typeof native === 'string' ? null : pickKernel(native, 'native', algorithm, path);
    if (kernel !== null) return { kernel, reason: null };
    reason = typeof native === 'string' ? native : `The native kernels have no ${algorithm}.`;
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
  try {
    const module = await openWasmModule(await readFile(wasmPath(folder)));
    const kernel = pickKernel(module, 'wasm', algorithm, path);
    if (kernel !== null) return kernel;
  } catch (error) {
    throw new KernelUnavailableError('The WebAssembly kernels could not be loaded.', error);
  }
  throw new KernelUnavailableError(`The WebAssembly kernels have no ${algorithm}.`);
}
