import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import type { KernelPage } from '../kernel-page/page.ts';
import { serveKernelPage } from '../kernel-page/serve-kernel-page.ts';
import { openBrowser, watchPage } from './browser.ts';

declare const kernelPage: KernelPage;

const closing = new AsyncDisposableStack();
afterAll(() => closing.disposeAsync());

let page: Page;
let complaints: readonly string[];

beforeAll(async () => {
  const { url } = closing.use(await serveKernelPage());
  const browser = closing.use(await openBrowser());
  page = await browser.newPage();
  complaints = watchPage(page);
  await page.goto(url);
});

describe.each([
  ['wasm-relaxed-simd', undefined, 'kernels-relaxed.wasm'],
  ['wasm-simd', undefined, 'kernels.wasm'],
  ['portable', 'portable', 'kernels.wasm'],
] as const)('the kernels in Chromium, %s', (name, path, module) => {
  it.each([
    ['verushash.jsonl', 203],
    ['haraka.jsonl', 155],
    ['equihash.jsonl', 241],
    ['blake2b.jsonl', 85],
    ['difficulty.jsonl', 136],
    ['target.jsonl', 35],
  ])('meet all of %s', async (file, lines) => {
    const verified = await page.evaluate(
      ([lines, ...chosen]) => kernelPage.verify(lines, ...chosen),
      [file, path, module] as const,
    );
    expect(verified).toEqual({ lines, failures: [] });
  });

  it.each(['sha256d', 'scrypt', 'verushash'] as const)('mine %s', async (algorithm) => {
    const speed = await page.evaluate(
      ([hashed, ...chosen]) => kernelPage.speed(hashed, 200, ...chosen),
      [algorithm, path, module] as const,
    );
    const isVerus = algorithm === 'verushash';
    expect(speed.path).toBe(name === 'wasm-relaxed-simd' && !isVerus ? 'wasm-simd' : name);
    expect(speed.hashes).toBeGreaterThan(0);
    expect(speed.checks).toBeGreaterThan(0);
  });
});

it('ask for nothing that the policy of our pages forbids', () => {
  expect(complaints).toEqual([]);
});
