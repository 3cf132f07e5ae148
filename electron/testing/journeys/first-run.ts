import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/**
 * What a person does first, the same in a browser and in the desktop window: try it, see it mine,
 * look at the console, stop.
 */
export async function walkFirstRun(
  page: Page,
  screenshot: (name: string) => Promise<unknown>,
): Promise<void> {
  await screenshot('first-run');
  await page.getByTestId('try-practice').click();

  // A non-zero hashrate and a chart that grows, within 20 s of the click.
  const deadline = Date.now() + 20_000;
  const within = (): { timeout: number } => ({ timeout: Math.max(1, deadline - Date.now()) });
  const hashrate = page.getByTestId('hashrate-now');
  await expect.poll(() => hashrate.textContent(), within()).toMatch(/[1-9]/);
  const points = async (): Promise<number> =>
    Number(await page.getByTestId('chart').getAttribute('data-points'));
  await expect.poll(points, within()).toBeGreaterThan(0);
  const before = await points();
  await expect.poll(points, within()).toBeGreaterThan(before);
  expect(await hashrate.textContent()).toMatch(/H\/s/);

  const accepted = page.getByTestId('accepted');
  await expect.poll(() => accepted.textContent(), { timeout: 30_000 }).toMatch(/[1-9]/);
  expect(await page.getByTestId('state-sentence').first().textContent()).toMatch(/Mining/);
  await screenshot('mining');

  await page.getByRole('link', { name: 'Console', exact: true }).click();
  const terminal = page.getByTestId('console-terminal');
  await expect
    .poll(() => terminal.textContent(), { timeout: 15_000 })
    .toMatch(/accepted|speed|job/);
  await screenshot('console');

  await page.getByRole('link', { name: 'Dashboard', exact: true }).click();
  await page.getByTestId('stop').first().click();
  await expect
    .poll(() => page.getByTestId('run-state').first().textContent(), { timeout: 15_000 })
    .toMatch(/Stopped/);
  await screenshot('stopped');
}
