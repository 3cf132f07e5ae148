import kernelsUrl from '../../../native/wasm/kernels.wasm?url';
import relaxedKernelsUrl from '../../../native/wasm/kernels-relaxed.wasm?url';
import { hasRelaxedSimd } from './capabilities.ts';

/** Loads the hash kernels once for all threads. @throws {Error} where they do not come, or not run */
export async function loadKernels(): Promise<WebAssembly.Module> {
  const url = hasRelaxedSimd() ? relaxedKernelsUrl : kernelsUrl;
  const response = await fetch(new URL(url, import.meta.url));
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`.trim());
  // Not compiled while it streams: that fails where a proxy gives the file another type.
  return WebAssembly.compile(await response.arrayBuffer());
}
