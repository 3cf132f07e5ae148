import { readFile } from 'node:fs/promises';
import type { KernelModule } from './kernel-module.ts';
import type { KernelBackend } from './kernel.ts';
import { KernelUnavailableError } from './kernel-unavailable-error.ts';
import { findNativeFolder, wasmPaths } from './native-folder.ts';
import { openNativeModule } from './native-module.ts';
import { openWasmModule } from './wasm-module.ts';

export interface ModuleOptions {
  /** Without it the native one where it loads, else the WebAssembly one. */
  readonly backend?: KernelBackend;
  /** The `native` folder, found by itself outside tests. */
  readonly folder?: string;
}

export interface OpenModule {
  readonly backend: KernelBackend;
  readonly module: KernelModule;
  /** Why the native one is not used though it would have been, as a sentence; null when it is. */
  readonly reason: string | null;
}

/** @throws {KernelUnavailableError}  when the one asked for is not there */
export async function openModule({
  backend,
  folder = findNativeFolder() ?? undefined,
}: ModuleOptions): Promise<OpenModule> {
  if (folder === undefined) throw new KernelUnavailableError('The kernels were not found.');
  if (backend === 'wasm') return openWasm(folder, null);
  const module = openNativeModule(folder);
  if (typeof module !== 'string') return { backend: 'native', module, reason: null };
  if (backend === 'native') throw new KernelUnavailableError(module);
  return openWasm(folder, module);
}

async function openWasm(folder: string, reason: string | null): Promise<OpenModule> {
  try {
    const module = await openWasmModule(await readFirstRunning(wasmPaths(folder)));
    return { backend: 'wasm', module, reason };
  } catch (error) {
    throw new KernelUnavailableError('The WebAssembly kernels could not be loaded.', error);
  }
}

/** The first file that is there and that this engine can run; without one the last says why. */
async function readFirstRunning(files: readonly string[]): Promise<Buffer<ArrayBuffer>> {
  const [file, ...others] = files;
  if (file === undefined) throw new RangeError('no file to choose from');
  const reading = readFile(file);
  if (others.length === 0) return reading;
  const bytes = await reading.catch(() => null);
  return bytes && WebAssembly.validate(bytes) ? bytes : readFirstRunning(others);
}
