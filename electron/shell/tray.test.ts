import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildFixture, type Fixture } from '../testing/stand-in/fixture/build-fixture.ts';
import { fixtureOptions } from '../testing/stand-in/fixture/launch-fixture.ts';
import { desktopKind, hasDesktop, launchDesktop } from '../testing/stand-in/launch-desktop.ts';
import type { DesktopUnderTest } from '../testing/stand-in/desktop-under-test.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { until } from '../testing/until.ts';

const pictures = resolve(import.meta.dirname, '../../resources/icons/tray');

// Nobody but the stand-in can say what is in the tray.
describe.skipIf(!hasDesktop || desktopKind !== 'stand-in')('the tray', () => {
  let folder: ReturnType<typeof tempFolder>;
  let fixture: Fixture;
  let app: DesktopUnderTest;

  beforeAll(async () => {
    folder = tempFolder();
    fixture = await buildFixture();
    app = await launchDesktop(fixtureOptions(fixture, folder.path));
    await app.firstPage();
  });
  afterAll(async () => {
    await app[Symbol.asyncDispose]();
    fixture[Symbol.dispose]();
    folder[Symbol.dispose]();
  });
  beforeEach(() => app.evaluate(() => globalThis.rig.reset()));

  const shown = () =>
    app.evaluate(({ Tray }) => {
      const [tray] = Tray.instances;
      return {
        toolTip: tray?.toolTip,
        picture: tray?.image.toPNG().toString('base64'),
        menu: tray?.menu?.items.map(({ label, enabled }) => (enabled ? label : `(${label})`)),
      };
    });

  const shows = async (toolTip: string, picture: string): Promise<void> => {
    await until(`the tray to say “${toolTip}”`, async () => (await shown()).toolTip === toolTip);
    const extension = process.platform === 'win32' ? 'ico' : 'png';
    const expected = readFileSync(join(pictures, `${picture}.${extension}`), 'base64');
    expect((await shown()).picture).toBe(expected);
  };

  const choose = (label: string): Promise<void> =>
    app.evaluate(({ Tray }, wanted) => {
      const [tray] = Tray.instances;
      tray?.menu?.items.find((item) => item.label === wanted)?.click();
    }, label);

  it('starts, pauses and resumes, and says what the rig does', async () => {
    await shows('Not mining', 'idle');
    const menu = ['(Not mining)', '', 'Start mining', 'Open Rigwright', '', 'Quit'];
    expect((await shown()).menu).toEqual(menu);
    await choose('Start mining');
    await shows('Mining with Pickaxe', 'mining');
    await app.evaluate(() => globalThis.rig.setHashrate(12_340));
    await shows('Mining with Pickaxe at 12.3 kH/s', 'mining');
    await choose('Pause');
    await shows('Paused', 'paused');
    await choose('Resume');
    await until('the menu to offer a pause', async () => (await shown()).menu?.includes('Pause'));
    await app.evaluate(() =>
      globalThis.rig.setRun({ state: 'failed', reason: 'It exited 5 times at once.' }),
    );
    await shows('Pickaxe failed: It exited 5 times at once', 'attention');
    const asked = await app.evaluate(() =>
      globalThis.rig.calls
        .map(([name]) => name)
        .filter((name) => /\.(start|pause|resume)$/.test(name)),
    );
    expect(asked).toEqual(['runs.start', 'runs.pause', 'runs.resume']);
  });

  it('tells why what the person chose was refused', async () => {
    await app.evaluate(() => globalThis.rig.setRun({ state: 'running', canPause: false }));
    await until('the menu to offer a stop', async () => (await shown()).menu?.includes('Stop'));
    await choose('Stop');
    const told = await until('a message', () =>
      app.evaluate(({ calls }) => calls.find(([what]) => what === 'dialog.showMessageBox')),
    );
    expect(told[1]).toMatchObject({
      type: 'error',
      message: 'Something went wrong inside Rigwright. The log has the details.',
    });
  });

  it('brings the window back', async () => {
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    await app.evaluate(({ Tray }) => void [...Tray.instances][0]?.emit('click'));
    const isVisible = () =>
      app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
    await expect.poll(isVisible, { timeout: 10_000 }).toBe(true);
  });

  it('ends the program, after what runs was stopped', async () => {
    using other = tempFolder();
    await using leaving = await launchDesktop(fixtureOptions(fixture, other.path));
    await until('the menu', () =>
      leaving.evaluate(({ Tray }) => [...Tray.instances][0]?.menu !== null),
    );
    await leaving.evaluate(({ Tray }) => {
      [...Tray.instances][0]?.menu?.items.find(({ label }) => label === 'Quit')?.click();
    });
    expect(await leaving.exited).toBe(0);
    expect(existsSync(join(other.path, 'stopped'))).toBe(true);
  });
});
