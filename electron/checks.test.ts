import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { kernelCheck } from './checks.ts';
import { examine } from './features/doctor/doctor.ts';
import { findNativeFolder, wasmPath } from './platform/kernels/native-folder.ts';
import { addonPath } from './platform/kernels/native-module.ts';
import { tempFolder } from './testing/temp-folder.ts';

describe('what the doctor says of the kernels', () => {
  it('names what serves each algorithm', async () => {
    const [found] = await examine([kernelCheck()]);
    expect(found?.status).not.toBe('problem');
    for (const algorithm of ['sha256d by ', 'scrypt by ', 'verushash by ', 'BeamHash']) {
      expect(found?.text).toContain(algorithm);
    }
  });

  it('warns that WebAssembly serves where the addon does not load, and says why', async () => {
    using folder = tempFolder();
    cpSync(wasmPath(findNativeFolder() ?? ''), wasmPath(folder.path));
    mkdirSync(dirname(addonPath(folder.path)), { recursive: true });
    writeFileSync(addonPath(folder.path), 'not a library');
    const [found] = await examine([kernelCheck(folder.path)]);
    expect(found?.status).toBe('warning');
    expect(found?.text).toMatch(/^The native kernels could not be loaded: .+/);
    expect(found?.text).toContain(
      'WebAssembly serves in their place, slower: sha256d by wasm-simd, scrypt by wasm-simd, ' +
        'verushash by wasm-simd; BeamHash and Equihash.',
    );
  });

  it('finds a problem where nothing loads', async () => {
    using folder = tempFolder();
    const wasm = join(folder.path, 'wasm');
    mkdirSync(wasm);
    writeFileSync(join(wasm, 'kernels.wasm'), 'no module');
    const [found] = await examine([kernelCheck(folder.path)]);
    expect(found).toMatchObject({
      status: 'problem',
      text: 'The WebAssembly kernels could not be loaded.',
    });
  });
});
