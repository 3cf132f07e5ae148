import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The `native` folder, looked for upwards: it stands beside `electron/` in the sources and beside
 * `out/` in the built program and in its package.
 *
 * @returns null when no folder above has it
 */
export function findNativeFolder(from: string = import.meta.dirname): string | null {
  const folder = join(from, 'native');
  if (existsSync(wasmPath(folder))) return folder;
  const above = dirname(from);
  return above === from ? null : findNativeFolder(above);
}

/** For every engine with SIMD. */
export const wasmPath = (folder: string): string => join(folder, 'wasm/kernels.wasm');

/** For engines that also have the relaxed part of SIMD. */
export const relaxedWasmPath = (folder: string): string =>
  join(folder, 'wasm/kernels-relaxed.wasm');

/** The WebAssembly files that an engine may run, fastest first. */
export const wasmPaths = (folder: string): readonly string[] => [
  relaxedWasmPath(folder),
  wasmPath(folder),
];
