import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { chromium, type Browser, type Page } from 'playwright-core';
import { findBrowser } from '../../../build/scripts/browser.mjs';

/** The system's Chromium without a window, cut off from everything but loopback. */
export async function openBrowser(): Promise<Browser & AsyncDisposable> {
  const { file, advice } = findBrowser();
  if (file === undefined) throw new Error(`no browser for this test: ${advice}`);
  const browser = await chromium.launch({
    executablePath: file,
    args: ['--no-sandbox', '--disable-quic', '--disable-background-networking', '--disable-sync'],
  });
  return Object.assign(browser, { [Symbol.asyncDispose]: () => browser.close() });
}

/** What a page complained about: errors on its console, exceptions, requests that left its origin. */
export function watchPage(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`exception: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    const local = ['127.0.0.1', 'localhost'].includes(hostname) || hostname.endsWith('.standin');
    if (!local && !['data:', 'blob:', 'app:'].includes(protocol)) {
      complaints.push(`left its origin: ${request.url()}`);
    }
  });
  return complaints;
}

/** What axe finds wrong with the page, as rules and elements. */
export async function violations(page: Page): Promise<string[]> {
  const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  await page.evaluate(axe);
  const results = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  );
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${id}: ${String(target)}`),
  );
}
