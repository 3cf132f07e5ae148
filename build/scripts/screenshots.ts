// `npm run screenshots`: every page, dark and light, wide and narrow, into out/screenshots. Look at them.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { until } from '../../electron/testing/until.ts';
import { openBrowser } from '../../electron/testing/journeys/browser.ts';
import {
  root,
  startRealService,
  type RealService,
} from '../../electron/testing/journeys/real-service.ts';
import { seedRig } from '../../electron/testing/seed-rig.ts';
import { openMiningBridge } from '../../electron/testing/web-miner/open-mining-bridge.ts';
import { tempFolder } from '../../electron/testing/temp-folder.ts';

const sizes = { wide: { width: 1280, height: 800 }, narrow: { width: 390, height: 844 } };
const themes = ['dark', 'light'] as const;
const pages = {
  dashboard: '',
  console: 'console',
  profiles: 'profiles',
  'new-profile': 'profiles/new',
  miners: 'miners',
  custom: 'custom',
  'custom-coins': 'custom?tab=coins',
  'custom-pools': 'custom?tab=pools',
  bridge: 'bridge',
  settings: 'settings',
};
const target = join(root, 'out/screenshots');

mkdirSync(target, { recursive: true });
using emptyFolder = tempFolder();
using folder = tempFolder();
await seedRig(folder.path);
await using browser = await openBrowser();
{
  await using empty = await startRealService({ folder: emptyFolder.path });
  await shoot(browser, empty, { 'first-run': '' });
}
await using service = await startRealService({ folder: folder.path });
await mineForAWhile(service);
await shoot(browser, service, pages);
await shootWebMiner(browser);
console.log(`screenshots lie in ${target}`);

async function shoot(
  browser: Browser,
  { openUrl, url }: RealService,
  pages: Readonly<Record<string, string>>,
): Promise<void> {
  for (const theme of themes) {
    for (const [size, viewport] of Object.entries(sizes)) {
      const context = await browser.newContext({ viewport, colorScheme: theme });
      const page = await context.newPage();
      await page.goto(openUrl);
      for (const [name, path] of Object.entries(pages)) {
        await page.goto(`${url}#/${path}`);
        await settle(page);
        if (name === 'dashboard') await showLastDay(page);
        await page.screenshot({ path: join(target, `${name}-${theme}-${size}.png`) });
      }
      await context.close();
    }
  }
}

/** The page of a bridge, before and while it mines. */
async function shootWebMiner(browser: Browser): Promise<void> {
  await using mining = await openMiningBridge();
  for (const theme of themes) {
    for (const [size, viewport] of Object.entries(sizes)) {
      const context = await browser.newContext({ viewport, colorScheme: theme });
      const page = await context.newPage();
      const shootPage = (name: string): Promise<unknown> =>
        page.screenshot({ path: join(target, `${name}-${theme}-${size}.png`), fullPage: true });
      await page.goto(mining.url);
      await settle(page);
      await shootPage('web-miner');
      await page.getByRole('button', { name: 'Start mining' }).click();
      await page.waitForTimeout(15_000);
      await shootPage('web-miner-mining');
      await context.close();
    }
  }
}

/** The window in which there is most to see. */
async function showLastDay(page: Page): Promise<void> {
  await page.getByText('24 h', { exact: true }).click();
  await settle(page);
}

/** Until nothing loads any more and what opens with a motion has opened. */
async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle').catch(() => undefined);
  await page.waitForTimeout(700);
}

/** A live run, so that the pages show real figures. */
async function mineForAWhile({ api }: RealService): Promise<void> {
  const { id: profileId } = await api.call('profiles.createPractice', {});
  const { id } = await api.call('runs.start', { profileId });
  await until(
    'accepted shares',
    async () => ((await api.call('runs.get', { runId: id })).reading?.accepted ?? 0) > 3,
    60_000,
  );
}
