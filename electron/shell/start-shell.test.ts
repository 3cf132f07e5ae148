import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildFixture, type Fixture } from '../testing/stand-in/fixture/build-fixture.ts';
import { fixtureOptions } from '../testing/stand-in/fixture/launch-fixture.ts';
import {
  desktopKind,
  hasDesktop,
  launchDesktop,
  runDesktop,
} from '../testing/stand-in/launch-desktop.ts';
import type { DesktopUnderTest } from '../testing/stand-in/desktop-under-test.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { until } from '../testing/until.ts';

const isVisible = (app: DesktopUnderTest): Promise<boolean | undefined> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());

const bounds = (app: DesktopUnderTest) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());

const closeWindow = (app: DesktopUnderTest): Promise<void> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());

describe.skipIf(!hasDesktop)(`the desktop app on ${desktopKind}`, () => {
  let fixture: Fixture;
  beforeAll(async () => {
    fixture = await buildFixture();
  });
  afterAll(() => fixture[Symbol.dispose]());

  async function open(data: string): Promise<DesktopUnderTest> {
    const app = await launchDesktop(fixtureOptions(fixture, data));
    await app.firstPage();
    await until('the window to be shown', () => isVisible(app));
    return app;
  }

  it('shows its window to whoever starts it a second time, and the second one ends', async () => {
    using folder = tempFolder();
    await using app = await open(folder.path);
    await closeWindow(app);
    expect(await isVisible(app)).toBe(false);
    expect(await runDesktop(fixtureOptions(fixture, folder.path))).toBe(0);
    await until('the first window to be shown', () => isVisible(app));
    expect(app.pages()).toHaveLength(1);
  });

  it('opens its window where it was left', async () => {
    using folder = tempFolder();
    const place = { x: 40, y: 60, width: 900, height: 700 };
    {
      await using app = await open(folder.path);
      expect(await bounds(app)).toMatchObject({ width: 1280, height: 800 });
      await app.evaluate(
        ({ BrowserWindow }, wanted) => BrowserWindow.getAllWindows()[0]?.setBounds(wanted),
        place,
      );
    }
    const kept: unknown = JSON.parse(readFileSync(join(folder.path, 'window.json'), 'utf8'));
    expect(kept).toMatchObject({ position: { x: 40, y: 60 }, width: 900, height: 700 });
    await using app = await open(folder.path);
    expect(await bounds(app)).toEqual(place);
  });

  it('keeps on in the tray when its window is closed, unless the person set it otherwise', async () => {
    using folder = tempFolder();
    await using app = await open(folder.path);
    await closeWindow(app);
    expect(await isVisible(app)).toBe(false);
    await app.evaluate(() => globalThis.rig.changeSettings({ closeToTray: false }));
    await closeWindow(app);
    expect(await app.exited).toBe(0);
    expect(existsSync(join(folder.path, 'stopped'))).toBe(true);
  });

  it.runIf(process.platform !== 'win32')('stops what runs when it is told to end', async () => {
    using folder = tempFolder();
    await using app = await open(folder.path);
    process.kill(app.pid, 'SIGTERM');
    expect(await app.exited).toBe(0);
    expect(existsSync(join(folder.path, 'stopped'))).toBe(true);
  });

  it('follows the theme of the settings', async () => {
    using folder = tempFolder();
    await using app = await open(folder.path);
    const page = await app.firstPage();
    const isDark = (): Promise<boolean> =>
      page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
    await app.evaluate(() => globalThis.rig.changeSettings({ theme: 'dark' }));
    await expect.poll(isDark, { timeout: 10_000 }).toBe(true);
    await app.evaluate(() => globalThis.rig.changeSettings({ theme: 'light' }));
    await expect.poll(isDark, { timeout: 10_000 }).toBe(false);
  });

  it('ends with an error where its folder cannot be used', async () => {
    using folder = tempFolder();
    const file = join(folder.path, 'file');
    writeFileSync(file, '');
    expect(await runDesktop(fixtureOptions(fixture, file))).toBe(1);
  });
});
