import { mkdirSync } from 'node:fs';
import { app } from 'electron';
import { registerAppScheme } from './serve-web-app.ts';

/**
 * What Electron has to know before it is ready.
 *
 * @param profileFolder  where Chromium keeps what it keeps; one folder, one instance
 * @returns              whether this is the first instance; a second one shows the first's window
 *                       and has to quit
 * @throws {Error}       of node:fs, where the folder cannot be made
 */
export function prepareShell(profileFolder: string): boolean {
  mkdirSync(profileFolder, { recursive: true, mode: 0o700 });
  app.setPath('userData', profileFolder);
  app.setAppUserModelId('io.rigwright.app');
  registerAppScheme();
  return app.requestSingleInstanceLock();
}
