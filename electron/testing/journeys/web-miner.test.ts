import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { testSettings } from '../bridge/test-bridge.ts';
import { until } from '../until.ts';
import { openMiningBridge, type MiningBridge } from '../web-miner/open-mining-bridge.ts';
import { serveExamplePage } from '../web-miner/serve-example-page.ts';
import { openBrowser, violations, watchPage } from './browser.ts';
import { root } from './real-service.ts';

const pictures = join(root, 'out/screenshots/journeys');
mkdirSync(pictures, { recursive: true });

/** SHA-256 of the example in spec 001, as it stands between its fences. */
const specExampleDigest = '82fafd63fbe1d2d7372e8a178185b805dd5a74d8f69a88d35c68ea12ba3ed1b5';

/** All scripts of the page together, compressed, bytes. */
const maxScriptBytes = 40_000;

const lifetime = new AsyncDisposableStack();
let closing = new AsyncDisposableStack();
let browser: Browser;

beforeAll(async () => {
  browser = lifetime.use(await openBrowser());
});
afterAll(() => lifetime.disposeAsync());
afterEach(async () => {
  const open = closing;
  closing = new AsyncDisposableStack();
  await open.disposeAsync();
});

/** A browser on the page of a bridge. */
async function visit(mining: MiningBridge, options: BrowserContextOptions = {}) {
  const context = await browser.newContext(options);
  closing.defer(() => context.close());
  const page = await context.newPage();
  const complaints = watchPage(page);
  await page.goto(mining.url);
  return { page, complaints };
}

const start = (page: Page): Promise<void> =>
  page.getByRole('button', { name: 'Start mining' }).click();
const part = (page: Page, name: string) => page.locator(`[data-part="${name}"]`);
const acceptedOf = async (page: Page): Promise<number> =>
  Number(await part(page, 'accepted').textContent());
const untilAccepted = (page: Page, count = 1): Promise<unknown> =>
  until(`${count} accepted shares`, async () => (await acceptedOf(page)) >= count, 30_000);
const untilSays = (page: Page, text: RegExp): Promise<unknown> =>
  until(
    `the page to say ${text.source}`,
    async () =>
      text.test(`${await part(page, 'state-title').textContent()}
        ${await part(page, 'state-detail').textContent()}`),
    15_000,
  );

describe('the web miner', () => {
  it('mines after a click and not before, and the pool takes what it finds', async () => {
    const mining = closing.use(await openMiningBridge());
    const { page, complaints } = await visit(mining);
    await page.getByRole('heading', { name: 'Home bridge' }).waitFor();
    await untilSays(page, /Not mining/);
    expect(await part(page, 'pool-name').textContent()).toBe(mining.pool.address);
    expect(mining.bridge.clients()).toEqual([]);

    await page.getByLabel('Name of this device').fill('phone');
    await start(page);
    await untilAccepted(page, 3);
    await untilSays(page, /Mining at [\d.]+\s[kM]?H\/s/);
    await until('the chart', async () => await part(page, 'chart-line').getAttribute('d'));
    expect(mining.bridge.clients()).toMatchObject([{ worker: 'phone', kind: 'web' }]);
    await page.getByRole('button', { name: 'Stop mining' }).click();
    await untilSays(page, /Stopped/);
    await until('the client to be gone', () => mining.bridge.clients().length === 0);

    const { accepted, rejected } = mining.pool.stats();
    expect(accepted).toBeGreaterThanOrEqual(3);
    expect(rejected).toBe(0);
    expect(await part(page, 'rejected').textContent()).toMatch(/None rejected/);
    expect(complaints).toEqual([]);
  });

  it('leaves a job for the next within 50 ms', async () => {
    const mining = closing.use(await openMiningBridge({ difficulty: 0.2, jobIntervalMs: 500 }));
    const context = await browser.newContext();
    closing.defer(() => context.close());
    const page = await context.newPage();
    await page.addInitScript(recordSwitches);
    await page.goto(mining.url);
    await start(page);
    const switches = (): Promise<number[]> =>
      page.evaluate(() => (globalThis as unknown as { switchesMs: number[] }).switchesMs);
    await until('some new jobs', async () => (await switches()).length >= 9, 30_000);
    const median = (await switches()).toSorted((a, b) => a - b)[4];
    expect(median).toBeLessThan(50);
  });

  it('asks for the password of the bridge, and mines once it is right', async () => {
    const guard = { ...testSettings.guard, password: 'open sesame' };
    const mining = closing.use(await openMiningBridge({ settings: { guard } }));
    const { page } = await visit(mining);
    await start(page);
    await untilSays(page, /asks for its password/);
    const field = page.getByLabel('Password of the bridge');
    await field.fill('open barley');
    await field.press('Enter');
    await untilSays(page, /not right/);
    await field.fill('open sesame');
    await field.press('Enter');
    await untilAccepted(page);
    expect(await field.isVisible()).toBe(false);
  });

  it('says who does not let it in, and comes back when a bridge comes back', async () => {
    const mining = closing.use(await openMiningBridge());
    const { page } = await visit(mining);
    const { port } = new URL(mining.url);
    await start(page);
    await untilAccepted(page);
    await mining[Symbol.asyncDispose]();
    await untilSays(page, /Not connected.*(stopped|broke off|does not answer)/s);
    const before = await acceptedOf(page);
    const web = { ...testSettings.web, port: Number(port) };
    const again = closing.use(await openMiningBridge({ settings: { web } }));
    await page.getByRole('button', { name: 'Try now' }).click();
    await untilAccepted(page, before + 1);
    again.bridge.ban('127.0.0.1', 10);
    await untilSays(page, /does not let this browser in.*banned/s);
    expect(again.bridge.clients()).toEqual([]);
  });

  it('pauses on battery and slows down while nobody sees it', async () => {
    const mining = closing.use(await openMiningBridge());
    const context = await browser.newContext();
    closing.defer(() => context.close());
    const page = await context.newPage();
    await page.addInitScript(bringBattery);
    await page.goto(mining.url);
    await start(page);
    await untilSays(page, /Paused: the device runs on its battery/);
    await page.getByLabel('On battery').selectOption('Slow down');
    await untilSays(page, /Slowed down to 25 % of the time: it runs on its battery/);
    await page.getByLabel('On battery').selectOption('Carry on');
    await page.evaluate(() => {
      Object.defineProperty(document, 'hidden', { get: () => true });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await untilSays(page, /Slowed down to 25 % of the time: nobody sees this page/);
    await untilAccepted(page);
    await page.reload();
    expect(await page.getByLabel('On battery').inputValue()).toBe('carry-on');
  });

  it.each(['dark', 'light'] as const)('is usable by everybody, on a %s phone', async (theme) => {
    const mining = closing.use(await openMiningBridge());
    const { page } = await visit(mining, {
      colorScheme: theme,
      viewport: { width: 360, height: 740 },
    });
    await page.getByRole('heading', { name: 'Home bridge' }).waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await page.getByRole('button', { name: 'Start mining' }).focus();
    await page.keyboard.press('Enter');
    await untilAccepted(page);
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await until(
      'it to be told',
      async () => /Mining/.test((await part(page, 'live').textContent()) ?? ''),
      15_000,
    );
    await page.screenshot({ path: join(pictures, `web-miner-${theme}.png`), fullPage: true });
    await page.keyboard.press('Enter');
    await untilSays(page, /Stopped/);
  });
});

it('has scripts that a phone loads in no time', async () => {
  const assets = join(root, 'out/web-miner/assets');
  const scripts = readdirSync(assets).filter((name) => name.endsWith('.js'));
  const bytes = await Promise.all(scripts.map((name) => readFile(join(assets, name))));
  const total = bytes.reduce((sum, script) => sum + gzipSync(script).length, 0);
  expect(scripts.length).toBeGreaterThan(1);
  expect(total).toBeLessThan(maxScriptBytes);
});

describe('the example client of spec 001', () => {
  it('is that of the spec, and finds accepted shares through the bridge', async () => {
    const example = closing.use(await serveExamplePage());
    const digest = createHash('sha256').update(example.client).digest('hex');
    expect(digest).toBe(specExampleDigest);
    const guard = { ...testSettings.guard, origins: [example.origin] };
    const mining = closing.use(
      await openMiningBridge({ settings: { guard }, difficulty: 1, jobIntervalMs: 1_000 }),
    );
    example.useBridge(mining.url.replace(/^http/, 'ws').replace(/\/$/, ''));
    const page = await browser.newPage();
    closing.defer(() => page.close());
    const complaints = watchPage(page);
    await page.goto(example.origin);
    await until('accepted shares', () => mining.pool.stats().accepted >= 3, 60_000);
    expect(mining.pool.stats().rejected).toBe(0);
    expect(mining.bridge.clients()).toMatchObject([{ kind: 'websocket' }]);
    expect(complaints).toEqual([]);
  });

  it('is not let in from a page that nobody has allowed', async () => {
    const example = closing.use(await serveExamplePage());
    const mining = closing.use(await openMiningBridge());
    example.useBridge(mining.url.replace(/^http/, 'ws').replace(/\/$/, ''));
    const page = await browser.newPage();
    closing.defer(() => page.close());
    const complaints = watchPage(page);
    await page.goto(example.origin);
    await until('the refusal', () => complaints.some((each) => each.includes('403')));
    expect(mining.bridge.clients()).toEqual([]);
  });
});

/** Runs in the page: how long each new job waited for its first share, of which there are many. */
function recordSwitches(): void {
  interface Message {
    readonly kind: string;
    readonly workId: number;
  }
  const switchesMs: number[] = [];
  const given = new Map<number, number>();
  const WatchedWorker = class extends Worker {
    constructor(...parts: ConstructorParameters<typeof Worker>) {
      super(...parts);
      this.addEventListener('message', ({ data }: MessageEvent<Message>) => {
        const at = data.kind === 'found' ? given.get(data.workId) : undefined;
        if (at === undefined) return;
        given.delete(data.workId);
        switchesMs.push(performance.now() - at);
      });
    }

    override postMessage(message: Message): void {
      if (message.kind === 'job') given.set(message.workId, performance.now());
      super.postMessage(message, []);
    }
  };
  Object.assign(globalThis, { switchesMs, Worker: WatchedWorker });
}

/** Runs in the page: the device is not plugged in. */
function bringBattery(): void {
  const battery = Object.assign(new EventTarget(), { charging: false });
  Object.assign(Navigator.prototype, { getBattery: () => Promise.resolve(battery) });
}
