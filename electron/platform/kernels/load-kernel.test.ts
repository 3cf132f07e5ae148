import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, describe, expect, it } from 'vitest';
import { KernelUnavailableError } from './kernel-unavailable-error.ts';
import { kernelStatus, loadKernel } from './load-kernel.ts';
import { findNativeFolder, relaxedWasmPath, wasmPath, wasmPaths } from './native-folder.ts';
import { addonPath, openNativeModule } from './native-module.ts';
import { openWasmModule } from './wasm-module.ts';

const native = findNativeFolder() ?? '';
const addonLoads = typeof openNativeModule(native) !== 'string';
const place = mkdtempSync(join(tmpdir(), 'rigwright-kernels-'));
const emptyHash = '5df6e0e2761359d30a8275058e299fcc0381534545f55cf43e41983f5d4c9456';

afterAll(() => rmSync(place, { recursive: true, force: true }));

describe('loading a kernel', () => {
  it.runIf(addonLoads)('takes the native one where it loads', async () => {
    const kernel = await loadKernel('sha256d');
    expect(kernel).toMatchObject({ algorithm: 'sha256d', backend: 'native' });
    expect(await kernelStatus()).toMatchObject({
      backend: 'native',
      reason: null,
      paths: { sha256d: kernel.path },
    });
  });

  it.runIf(addonLoads)('takes the portable path when it is asked for', async () => {
    const kernel = await loadKernel('sha256d', { path: 'portable' });
    expect(kernel).toMatchObject({ backend: 'native', path: 'portable' });
  });

  it('takes the WebAssembly one when it is asked for', async () => {
    const kernel = await loadKernel('sha256d', { backend: 'wasm' });
    expect(kernel).toMatchObject({ backend: 'wasm', path: 'wasm-simd' });
  });

  it('falls back to WebAssembly where the addon was never built, and says why', async () => {
    const folder = folderWithout('addon');
    const reason = 'The native kernels have not been built for this machine.';
    expect(await kernelStatus({ folder })).toEqual({
      backend: 'wasm',
      reason,
      paths: { sha256d: 'wasm-simd', scrypt: 'wasm-simd', verushash: 'wasm-relaxed-simd' },
    });
    const kernel = await loadKernel('sha256d', { folder });
    expect(Buffer.from(kernel.hash(new Uint8Array())).toString('hex')).toBe(emptyHash);
  });

  it('falls back to WebAssembly where the addon is broken, and says why', async () => {
    const folder = folderWithout('working-addon');
    mkdirSync(join(folder, 'node/build/Release'), { recursive: true });
    writeFileSync(addonPath(folder), 'not a library');
    const { backend, reason } = await kernelStatus({ folder });
    expect(backend).toBe('wasm');
    expect(reason).toMatch(/^The native kernels could not be loaded: .+/);
  });

  it('refuses where the native one is asked for and is not there', async () => {
    const folder = folderWithout('native-one');
    const loading = loadKernel('sha256d', { folder, backend: 'native' });
    await expect(loading).rejects.toThrow(KernelUnavailableError);
    await expect(loading).rejects.toThrow('have not been built');
  });

  it('refuses where the WebAssembly file is broken', async () => {
    const folder = folderWithout('working-wasm');
    for (const path of wasmPaths(folder)) writeFileSync(path, 'not a module');
    await expect(loadKernel('sha256d', { folder })).rejects.toThrow(
      'The WebAssembly kernels could not be loaded.',
    );
  });

  it('serves every thread with a kernel of its own', async () => {
    const program = `
      const { parentPort } = require('node:worker_threads');
      import(${JSON.stringify(join(import.meta.dirname, 'load-kernel.ts'))})
        .then(({ loadKernel }) => loadKernel('sha256d'))
        .then((kernel) => parentPort.postMessage(kernel.hash(new Uint8Array())));`;
    const answers = [1, 2].map(async () => {
      const worker = new Worker(program, { eval: true });
      const answer = await new Promise<Uint8Array>((resolve, reject) => {
        worker.once('message', resolve);
        worker.once('error', reject);
      });
      await worker.terminate();
      return Buffer.from(answer).toString('hex');
    });
    expect(await Promise.all(answers)).toEqual([emptyHash, emptyHash]);
  });
});

describe('the files', () => {
  it('are found from any folder of the program, and not outside it', () => {
    expect(findNativeFolder(join(native, '../out/main/chunks'))).toBe(native);
    expect(findNativeFolder(place)).toBeNull();
  });

  it('come from beside the archive in the packaged program', () => {
    expect(addonPath('/opt/Rigwright/resources/app.asar/native')).toBe(
      '/opt/Rigwright/resources/app.asar.unpacked/native/node/build/Release/kernels.node',
    );
    expect(addonPath('C:\\Rigwright\\resources\\app.asar\\native')).toContain(
      'C:\\Rigwright\\resources\\app.asar.unpacked\\native',
    );
    expect(addonPath('/home/app.asarium/native')).not.toContain('unpacked');
  });

  it.each(wasmPaths(native))('match the checksum that is committed with them: %s', (path) => {
    const checksum = createHash('sha256').update(readFileSync(path)).digest('hex');
    expect(readFileSync(`${path}.sha256`, 'utf8')).toBe(`${checksum}  ${basename(path)}\n`);
  });

  it.each([
    [wasmPath(native), 'wasm-simd'],
    [relaxedWasmPath(native), 'wasm-relaxed-simd'],
  ])('import nothing into WebAssembly, so that any host can start them: %s', async (path, simd) => {
    const module = await WebAssembly.compile(readFileSync(path));
    expect(WebAssembly.Module.imports(module)).toEqual([]);
    const kernels = await openWasmModule(module);
    expect(kernels.kernels.map(({ name }) => name)).toEqual([
      'sha256d/wasm-simd',
      'sha256d/portable',
      `verushash/${simd}`,
      'verushash/portable',
      'scrypt/wasm-simd',
      'scrypt/portable',
    ]);
  });

  it('take the file that every engine runs where this one has no relaxed SIMD', async () => {
    const folder = folderWithout('relaxed-simd');
    writeFileSync(relaxedWasmPath(folder), Buffer.from('0061736d01000000ff', 'hex'));
    const kernel = await loadKernel('verushash', { folder, backend: 'wasm' });
    expect(kernel.path).toBe('wasm-simd');
  });
});

/** A copy of the `native` folder with nothing in it but the WebAssembly files. */
function folderWithout(what: string): string {
  const folder = join(place, what, 'native');
  for (const path of [wasmPath, relaxedWasmPath]) cpSync(path(native), path(folder));
  return folder;
}
