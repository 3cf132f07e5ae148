import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { KernelModule } from './kernel-module.ts';

// Not named `require`: the bundle has one of its own.
const requireAddon = createRequire(import.meta.url);

/**
 * Loads the addon that `npm run native` builds.
 *
 * @param folder  the `native` folder
 * @returns       the addon, or one sentence that says why there is none
 */
export function openNativeModule(folder: string): KernelModule | string {
  const path = addonPath(folder);
  if (!existsSync(path)) return 'The native kernels have not been built for this machine.';
  try {
    return requireAddon(path) as KernelModule;
  } catch (error) {
    const [why = ''] = String(error instanceof Error ? error.message : error).split('\n');
    return `The native kernels could not be loaded: ${why}`;
  }
}

/** A library cannot be loaded out of an archive, so the package has it beside the archive. */
export function addonPath(folder: string): string {
  const path = join(folder, 'node/build/Release/kernels.node');
  return path.replace(/([/\\]app\.asar)(?=[/\\])/, '$1.unpacked');
}
