import { findBrowser } from '../../../build/scripts/browser.mjs';
import type { DesktopUnderTest, LaunchOptions } from './desktop-under-test.ts';
import { electronExecutable, launchElectron, runElectron } from './launch-electron.ts';
import { launch, run } from './launch.ts';

/** What the desktop's tests run on here. */
export const desktopKind: DesktopUnderTest['kind'] =
  electronExecutable() === undefined ? 'stand-in' : 'electron';

/** Without Electron and without a browser there is no desktop; in CI that fails, and is not skipped. */
export const hasDesktop =
  desktopKind === 'electron' || findBrowser().file !== undefined || process.env['CI'] === 'true';

/** Starts the app in the real Electron where that is installed, else under the stand-in. */
export function launchDesktop(options: LaunchOptions = {}): Promise<DesktopUnderTest> {
  const executable = electronExecutable();
  return executable === undefined ? launch(options) : launchElectron(executable, options);
}

/** Starts the app without looking at it. @returns its exit code, null where a signal ended it */
export function runDesktop(options: LaunchOptions): Promise<number | null> {
  const executable = electronExecutable();
  return executable === undefined ? run(options) : runElectron(executable, options);
}
