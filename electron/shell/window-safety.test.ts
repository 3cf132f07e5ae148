import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { buildFixture, type Fixture } from '../testing/stand-in/fixture/build-fixture.ts';
import { fixtureOptions } from '../testing/stand-in/fixture/launch-fixture.ts';
import { desktopKind, hasDesktop, launchDesktop } from '../testing/stand-in/launch-desktop.ts';
import type { DesktopUnderTest } from '../testing/stand-in/desktop-under-test.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { until } from '../testing/until.ts';
import { contentSecurityPolicy } from '../base/content-security-policy.ts';

/** What the preload script gives the page. */
interface Bridge {
  readonly host: string;
  call(name: string, input: unknown): Promise<unknown>;
  on(name: string, listener: (payload: unknown) => void): () => void;
}

declare global {
  interface Window {
    readonly rigwright: Bridge;
    seen: unknown[];
    forget: () => void;
    injected?: boolean;
  }
}

describe.skipIf(!hasDesktop)(`the window on ${desktopKind}`, () => {
  let folder: ReturnType<typeof tempFolder>;
  let fixture: Fixture;
  let app: DesktopUnderTest;
  let page: Page;

  beforeAll(async () => {
    folder = tempFolder();
    fixture = await buildFixture();
    app = await launchDesktop(fixtureOptions(fixture, folder.path));
    page = await app.firstPage();
  });
  afterAll(async () => {
    await app[Symbol.asyncDispose]();
    fixture[Symbol.dispose]();
    folder[Symbol.dispose]();
  });
  beforeEach(() => load('app://rigwright/'));

  /** Both the app and Playwright have to see the page before a test goes on. */
  async function load(url: string): Promise<void> {
    const seen = page.waitForEvent('load');
    await app.evaluate(
      async ({ BrowserWindow }, address) => BrowserWindow.getAllWindows()[0]?.loadURL(address),
      url,
    );
    await seen;
  }

  const callRig = (): Promise<unknown> =>
    page.evaluate(() => window.rigwright.call('runs.list', {}));

  it('gives its page three things and nothing of Node or Electron', async () => {
    const given = await page.evaluate(() => ({
      bridge: Object.entries(window.rigwright).map(([name, value]) => [name, typeof value]),
      isFrozen: Object.isFrozen(window.rigwright),
      globals: ['require', 'process', 'module', 'Buffer'].filter((name) => name in window),
    }));
    expect(given).toEqual({
      bridge: [
        ['host', 'string'],
        ['call', 'function'],
        ['on', 'function'],
      ],
      isFrozen: true,
      globals: [],
    });
  });

  it('carries calls, their refusals and events until they are not wanted any more', async () => {
    expect(await callRig()).toEqual({ ok: true, value: [] });
    const refused = await page.evaluate(() => window.rigwright.call('no.such', {}));
    expect(refused).toMatchObject({ ok: false, error: { code: 'internal' } });

    const isHeard = (): Promise<boolean> =>
      app.evaluate(() => globalThis.rig.hub.has('run.changed'));
    // The tray hears of runs as well, so that another event is asked for.
    const hears = (): Promise<boolean> =>
      app.evaluate(() => globalThis.rig.hub.has('notice.removed'));
    expect(await isHeard()).toBe(true);
    expect(await hears()).toBe(false);
    await page.evaluate(() => {
      window.seen = [];
      window.forget = window.rigwright.on('notice.removed', (payload) => window.seen.push(payload));
    });
    await until('the subscription', hears);
    await app.evaluate(() =>
      globalThis.rig.hub.publish('notice.removed', { noticeId: 'n1' as never }),
    );
    await until('the event', () => page.evaluate(() => window.seen.length > 0));
    expect(await page.evaluate(() => window.seen)).toEqual([{ noticeId: 'n1' }]);
    await page.evaluate(() => window.forget());
    await until('the end of the subscription', async () => !(await hears()));
  });

  it('answers a call whose input cannot be cloned as a failure', async () => {
    const answer = await page.evaluate(async () => {
      try {
        return await window.rigwright.call('runs.list', { work: () => 1 });
      } catch (error) {
        return String(error);
      }
    });
    expect(answer).toMatchObject({ ok: false, error: { code: 'internal' } });
  });

  it('refuses calls and events to a foreign page', async () => {
    const server = createServer((_, response) => {
      response.setHeader('content-type', 'text/html').end('<h1>foreign</h1>');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    try {
      await load(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
      expect(await page.evaluate(() => document.body.textContent)).toBe('foreign');
      expect(await callRig()).toMatchObject({ ok: false, error: { code: 'not-permitted' } });
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it('runs no script that is not a file of the app', async () => {
    const header = await page.evaluate(async () => {
      const script = document.createElement('script');
      script.textContent = 'window.injected = true';
      document.body.append(script);
      const response = await fetch(location.href);
      return response.headers.get('content-security-policy');
    });
    expect(header).toBe(contentSecurityPolicy);
    expect(await page.evaluate(() => window.injected)).toBeUndefined();
  });

  it.each([
    '/..%2fpackage.json',
    '/..%2f..%2f..%2fetc%2fhosts.json',
    '/%2e%2e/package.json',
    '/none.js',
  ])('serves nothing outside the web app: %s', async (path) => {
    const status = await page.evaluate(async (asked) => (await fetch(asked)).status, path);
    expect(status).toBe(404);
  });

  it('refuses to leave for a foreign page', async () => {
    const refused = app.evaluate(
      ({ BrowserWindow }) =>
        new Promise<unknown>((resolve) => {
          const contents = BrowserWindow.getAllWindows()[0]?.webContents;
          contents?.once('will-navigate', (event: { url: string; defaultPrevented: boolean }) =>
            resolve([event.url, event.defaultPrevented]),
          );
        }),
    );
    const before = page.url();
    await page.click('#same-window');
    expect(await refused).toEqual(['http://foreign.invalid/', true]);
    expect(await page.textContent('h1')).toBe('A page of the app');
    expect(page.url()).toBe(before);
  });

  it.runIf(desktopKind === 'stand-in')('opens only https addresses, in the browser', async () => {
    await page.click('#new-window');
    await page.evaluate(() => {
      for (const url of ['http://plain.invalid/', 'file:///etc/passwd', 'mailto:a@b.invalid']) {
        window.open(url);
      }
    });
    const openings = (what: string) =>
      app.evaluate(
        ({ calls }, name) => calls.filter(([call]) => call === name).map(([, ...args]) => args),
        what,
      );
    await until('all to be decided', async () => (await openings('window.open')).length === 4);
    expect((await openings('window.open')).map(([, action]) => action)).toEqual(
      Array.from({ length: 4 }, () => 'deny'),
    );
    expect(await openings('shell.openExternal')).toEqual([['https://docs.invalid/']]);
  });

  it.each([
    ['geolocation', 'denied'],
    ['camera', 'denied'],
    ['clipboard-read', 'denied'],
    ['notifications', 'granted'],
  ])('has the permission %s %s', async (name, state) => {
    const found = await page.evaluate(
      async (asked) => (await navigator.permissions.query({ name: asked as never })).state,
      name,
    );
    expect(found).toBe(state);
  });
});
