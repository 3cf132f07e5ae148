import type { Kernel } from '../../platform/kernels/kernel.ts';

/** Backend and path of a kernel as people read them: `wasm wasm-simd`. */
export function checkedWith({ backend, path }: Pick<Kernel, 'backend' | 'path'>): string {
  return `${backend} ${path}`;
}
