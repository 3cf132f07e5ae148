import { readFileSync } from 'node:fs';
import { afterEach, expect, it, vi } from 'vitest';
import { hasRelaxedSimd, missingCapability } from './capabilities.ts';

afterEach(() => vi.unstubAllGlobals());

it('finds out in a few bytes what the kernels need', () => {
  const file = new URL('../../../native/wasm/kernels-relaxed.wasm', import.meta.url);
  expect(hasRelaxedSimd()).toBe(WebAssembly.validate(readFileSync(file)));
});

it('says what an old browser lacks', () => {
  // Node has no workers of this kind.
  expect(missingCapability()).toBe('workers');
  vi.stubGlobal('Worker', function Worker() {});
  expect(missingCapability()).toBeNull();
  vi.stubGlobal('WebAssembly', { validate: () => false });
  expect(missingCapability()).toBe('simd');
  vi.stubGlobal('WebAssembly', undefined);
  expect(missingCapability()).toBe('web-assembly');
});
