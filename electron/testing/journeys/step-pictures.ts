import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { root } from './real-service.ts';

const folder = join(root, 'out/screenshots/journeys');
export const sizes = { wide: { width: 1280, height: 800 }, narrow: { width: 390, height: 844 } };
export type PageSize = keyof typeof sizes;
const themes = ['light', 'dark'] as const;

/**
 * Takes each step of a way in every size and theme, to be looked at.
 *
 * @param size  that of the page otherwise
 */
export function stepPictures(
  page: Page,
  way: string,
  size: PageSize,
): (step: string) => Promise<void> {
  mkdirSync(folder, { recursive: true });
  const other = size === 'wide' ? 'narrow' : 'wide';
  return async (step) => {
    for (const shown of [size, other] as const) {
      if (shown !== size) await page.setViewportSize(sizes[shown]);
      for (const colorScheme of themes) {
        await page.emulateMedia({ colorScheme });
        await page.locator(`html.${colorScheme}`).waitFor();
        // Colours that are on their way to others are taken as they will be.
        const path = join(folder, `${way}-${step}-${colorScheme}-${shown}.png`);
        await page.screenshot({ path, animations: 'disabled' });
      }
    }
    await page.setViewportSize(sizes[size]);
  };
}
