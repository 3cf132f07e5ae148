import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { posix, resolve, win32 } from 'node:path';
import { storageError } from '../../base/storage-error.ts';

export interface DataFolderOptions {
  /** What the person named on the command line. */
  readonly override?: string | undefined;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly platform?: NodeJS.Platform;
}

/** Where everything is kept: as the person says, else where the system wants such data. Makes nothing. */
export function dataFolder({
  override,
  env = process.env,
  platform = process.platform,
}: DataFolderOptions = {}): string {
  const named = override ?? env['RIGWRIGHT_DATA'];
  if (named) return resolve(named);
  if (platform === 'win32') {
    const home = env['USERPROFILE'] || homedir();
    return win32.join(env['LOCALAPPDATA'] || win32.join(home, 'AppData', 'Local'), 'Rigwright');
  }
  const home = env['HOME'] || homedir();
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'Rigwright');
  const xdg = env['XDG_DATA_HOME'];
  // The XDG specification has relative paths ignored.
  const base = xdg && posix.isAbsolute(xdg) ? xdg : posix.join(home, '.local', 'share');
  return posix.join(base, 'rigwright');
}

/**
 * Makes the folder where there is none, for its owner alone. One that exists keeps its permissions:
 * the person may have named a folder that others use too.
 *
 * @throws {StorageError} where it cannot be made or written to
 */
export async function createDataFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw storageError(error, folder, folder);
  }
}
