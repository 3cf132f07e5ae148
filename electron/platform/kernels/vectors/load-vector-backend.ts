import { KernelUnavailableError } from '../kernel-unavailable-error.ts';
import { openModule } from '../open-module.ts';
import { vectorBackend, type VectorBackend } from './vector-backend.ts';

/** `native` is the fastest path of the addon, `portable` its slowest. */
export const vectorBackendNames = ['native', 'portable', 'wasm'] as const;

export type VectorBackendName = (typeof vectorBackendNames)[number];

/** @throws {KernelUnavailableError}  when it is not there */
export async function loadVectorBackend(name: VectorBackendName): Promise<VectorBackend> {
  const { module, backend } = await openModule({ backend: name === 'wasm' ? 'wasm' : 'native' });
  const found = vectorBackend(module, backend, name === 'portable' ? 'portable' : undefined);
  if (found) return found;
  throw new KernelUnavailableError(`The kernels of ${name} are not complete.`);
}
