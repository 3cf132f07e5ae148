import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openBrowser, watchPage } from './browser.ts';
import { walkFirstRun } from './first-run.ts';
import { until } from '../until.ts';
import { root, startRealService } from './real-service.ts';
import { tempFolder } from '../temp-folder.ts';

const pictures = join(root, 'out/screenshots/journeys');
mkdirSync(pictures, { recursive: true });

it('leads a new user in a browser from the printed address to accepted shares and back', async () => {
  using folder = tempFolder();
  await using service = await startRealService({ folder: folder.path });
  await using browser = await openBrowser();
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const complaints = watchPage(page);

  await page.goto(service.openUrl);
  expect(page.url()).not.toContain('token');
  await walkFirstRun(page, (name) =>
    page.screenshot({ path: join(pictures, `browser-${name}.png`) }),
  );
  expect(complaints).toEqual([]);

  const [session] = await service.api.call('history.sessions', {});
  expect(session).toMatchObject({ profileName: 'Practice', endReason: 'user', rejected: 0 });
  expect(session?.accepted).toBeGreaterThan(0);
});

it('tells a browser without the token where to find it', async () => {
  using folder = tempFolder();
  await using service = await startRealService({ folder: folder.path });
  await using browser = await openBrowser();
  const page = await browser.newPage();
  await page.goto(service.url);
  await expect.poll(() => page.textContent('body')).toMatch(/address/i);
  expect(await page.getByTestId('try-practice').count()).toBe(0);
});

it('shows a crash on the chart, says when it goes on, and goes on', async () => {
  using folder = tempFolder();
  await using service = await startRealService({ folder: folder.path });
  const { api } = service;
  await api.call('settings.update', { firstRunDone: true });
  const { id: profileId } = await api.call('profiles.createPractice', {});
  const { id: runId } = await api.call('runs.start', { profileId });
  const running = await until('the run to hash', async () => {
    const run = await api.call('runs.get', { runId });
    return run.state === 'running' && run;
  });
  await using browser = await openBrowser();
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(service.openUrl);
  const marks = async (): Promise<number> =>
    Number(await page.getByTestId('chart').getAttribute('data-marks'));
  await expect.poll(marks, { timeout: 15_000 }).toBe(1);

  if (running.pid === null) throw new Error('the run has no process');
  process.kill(running.pid, 'SIGKILL');
  const sentence = page.getByTestId('state-sentence').first();
  await expect.poll(() => sentence.textContent(), { timeout: 15_000 }).toMatch(/Restarting/);
  await page.screenshot({ path: join(pictures, 'browser-crashed.png') });
  await expect.poll(marks, { timeout: 30_000 }).toBe(3);
  await expect.poll(() => sentence.textContent(), { timeout: 30_000 }).toMatch(/Mining/);
});
