import kernelsUrl from '../../../native/wasm/kernels.wasm?url';

/** Loads the hash kernels once for all threads. @throws {Error} where they do not come, or not run */
export async function loadKernels(): Promise<WebAssembly.Module> {
  const response = await fetch(new URL(kernelsUrl, import.meta.url));
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`.trim());
  // Not compiled while it streams: that fails where a proxy gives the file another type.
  return WebAssembly.compile(await response.arrayBuffer());
}
