import { AppError } from '../../base/app-error.ts';
import { takeFolderLock } from './folder-lock.ts';
import { readLeftServiceFile } from './service-file.ts';

/**
 * Makes sure that one Rigwright works with a data folder, however it ends.
 *
 * @throws {AlreadyServedError} where another one does
 * @throws {StorageError}       where the folder cannot be written
 */
export async function lockDataFolder(folder: string): Promise<AsyncDisposable> {
  const lock = takeFolderLock(folder);
  if (!lock) throw new AlreadyServedError(folder, (await readLeftServiceFile(folder))?.url);
  return {
    [Symbol.asyncDispose]: () => {
      lock[Symbol.dispose]();
      return Promise.resolve();
    },
  };
}

export class AlreadyServedError extends AppError {
  readonly code = 'already-served';
  readonly userMessage: string;
  override readonly suggestion = 'Use that one, end it first, or name another folder with --data.';
  override readonly details: { readonly url: string | undefined };

  constructor(folder: string, url: string | undefined) {
    super(`${folder} is locked`);
    const where = url === undefined ? '' : `, at ${url}`;
    this.userMessage = `Rigwright is already running with the data folder ${folder}${where}.`;
    this.details = { url };
  }
}
