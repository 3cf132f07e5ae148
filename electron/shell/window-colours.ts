import { nativeTheme } from 'electron';
import type { Settings } from '../contract/values/settings.ts';

/** The ground of the pages, so that a window that opens does not flash. */
const grounds = { dark: '#0c0d10', light: '#ffffff' } as const;

export const windowGround = (): string =>
  nativeTheme.shouldUseDarkColors ? grounds.dark : grounds.light;

/** Title bars, menus and pages follow the person's theme. */
export function applyTheme(theme: Settings['theme']): void {
  nativeTheme.themeSource = theme;
}
