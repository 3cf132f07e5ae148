import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { desktopKind, launchDesktop } from '../stand-in/launch-desktop.ts';
import { until } from '../until.ts';
import { watchPage } from './browser.ts';
import { walkFirstRun } from './first-run.ts';
import { processesOf } from './processes-of.ts';
import { root } from './real-service.ts';
import { tempFolder } from '../temp-folder.ts';

const pictures = join(root, 'out/screenshots/journeys');
mkdirSync(pictures, { recursive: true });

it(`leads a new user of the desktop app to accepted shares and back, on ${desktopKind}`, async () => {
  using folder = tempFolder();
  // Other tests may have the usual port.
  writeFileSync(join(folder.path, 'settings.json'), JSON.stringify({ apiPort: 0 }));
  const app = await launchDesktop({ env: { RIGWRIGHT_DATA: folder.path } });
  try {
    const page = await app.firstPage();
    const complaints = watchPage(page);
    await page.getByTestId('try-practice').waitFor();
    await walkFirstRun(page, (name) =>
      page.screenshot({ path: join(pictures, `desktop-${name}.png`) }),
    );
    expect(complaints).toEqual([]);
    await app.evaluate(({ app: running }) => running.quit());
    expect(await app.exited).toBe(0);
    expect(app.log.join('')).not.toMatch(/error/i);
  } finally {
    await app[Symbol.asyncDispose]();
  }
  if (process.platform !== 'linux') return;
  await until('every process of the app to end', () => processesOf(folder.path).length === 0);
});
