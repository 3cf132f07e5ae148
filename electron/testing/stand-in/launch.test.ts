import { describe, expect, it } from 'vitest';
import { findBrowser } from '../../../build/scripts/browser.mjs';
import { tempFolder } from '../temp-folder.ts';
import { buildFixture } from './fixture/build-fixture.ts';
import { fixtureOptions } from './fixture/launch-fixture.ts';
import { launch } from './launch.ts';

const hasBrowser = findBrowser().file !== undefined || process.env['CI'] === 'true';

describe.skipIf(!hasBrowser)('the stand-in', () => {
  it('takes its Chromium along when the app is killed', async () => {
    using fixture = await buildFixture();
    using folder = tempFolder();
    await using app = await launch(fixtureOptions(fixture, folder.path));
    const browser = (await app.firstPage()).context().browser();
    expect(browser?.isConnected()).toBe(true);
    process.kill(app.pid, 'SIGKILL');
    await expect.poll(() => browser?.isConnected(), { timeout: 10_000 }).toBe(false);
    expect(await app.exited).toBeNull();
  });

  it('tells what the app printed when that ends before its window', async () => {
    using fixture = await buildFixture();
    // A folder within a file cannot be made.
    const options = fixtureOptions(fixture, `${fixture.root}/package.json/x`);
    await expect(launch(options)).rejects.toThrow(/the app has ended \(1\):[^]*ENOTDIR/);
  });

  it('refuses what Electron could not hand to the main process', async () => {
    using fixture = await buildFixture();
    using folder = tempFolder();
    await using app = await launch(fixtureOptions(fixture, folder.path));
    const page = await app.firstPage();
    const refusal = await page.evaluate(() => {
      const reactive = new Proxy({}, {});
      const bridge = window as unknown as {
        rigwright: { call(name: string, input: object): Promise<unknown> };
      };
      try {
        return bridge.rigwright.call('runs.list', reactive);
      } catch (error) {
        return String(error);
      }
    });
    expect(refusal).toContain('could not be cloned');
  });
});
