import BetterSqlite from 'better-sqlite3';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { storageError } from '../../base/storage-error.ts';

/**
 * A lock that the operating system keeps: SQLite's exclusive lock on an empty database. It ends with
 * the process however that ends, so there is no stale lock to recognise, no number of a process
 * that another one got meanwhile, and no moment between looking and locking.
 * Nothing else may open this file in the same process: on POSIX, closing it would give up the lock.
 */
const lockName = 'instance.lock';

/** A command that looks whether the service runs holds the lock for a moment. */
const acquireWaitMs = 1_000;

/**
 * @returns undefined where another process, or another part of this one, has the lock
 * @throws {StorageError} where the file cannot be made
 */
export function takeFolderLock(folder: string, waitMs = acquireWaitMs): Disposable | undefined {
  const file = join(folder, lockName);
  let connection: BetterSqlite.Database | undefined;
  try {
    connection = new BetterSqlite(file, { timeout: waitMs });
    // Without a journal file nothing is ever written: the lock needs no space on the disk.
    connection.pragma('journal_mode = MEMORY');
    connection.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    connection?.close();
    if (error instanceof BetterSqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) {
      return undefined;
    }
    throw storageError(error, file, folder);
  }
  const held = connection;
  return { [Symbol.dispose]: () => void held.close() };
}

/** Whether some process works with the folder now. */
export function isFolderLocked(folder: string): boolean {
  if (!existsSync(join(folder, lockName))) return false;
  const lock = takeFolderLock(folder, 0);
  lock?.[Symbol.dispose]();
  return lock === undefined;
}
