import BetterSqlite from 'better-sqlite3';
import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { DiskFullError, StorageError } from '../../base/storage-error.ts';

/** Below this SQLite cannot even make its shared-memory file, and reports other errors than "full". */
const fullBelowBytes = 64 * 1024;

/** The database was written by a newer Rigwright: using it could destroy what this one cannot know. */
export class NewerDatabaseError extends StorageError {
  constructor(file: string, found: number, known: number) {
    super(
      `The database ${file} was made by a newer Rigwright (version ${found}, this one knows ${known}). It was left as it is.`,
      'Install the newer Rigwright again, or start this one with another data folder.',
    );
  }
}

/** Whether SQLite says that the file's content is broken, which no second try mends. */
export function isCorruption(error: unknown): boolean {
  if (!(error instanceof BetterSqlite.SqliteError)) return false;
  return error.code.startsWith('SQLITE_CORRUPT') || error.code === 'SQLITE_NOTADB';
}

/** An error of SQLite as one that a person can be told; anything else is returned as it is. */
export function databaseError(error: unknown, file: string): unknown {
  if (!(error instanceof BetterSqlite.SqliteError)) return error;
  const options = { cause: error };
  if (isFull(error.code, file)) return new DiskFullError(dirname(file), options);
  if (isCorruption(error)) {
    return new StorageError(
      `The database ${file} is damaged.`,
      'Restart Rigwright: it sets the damaged file aside and begins a new one.',
      options,
    );
  }
  if (error.code.startsWith('SQLITE_BUSY') || error.code.startsWith('SQLITE_LOCKED')) {
    return new StorageError(
      `The database ${file} is in use by another program.`,
      'Close the other program that has it open, then try again.',
      options,
    );
  }
  if (/^SQLITE_(IOERR|CANTOPEN|READONLY|PERM)/.test(error.code)) {
    return new StorageError(
      `The database ${file} could not be read or written (${error.code}).`,
      'Check the disk and that the account that runs Rigwright may write there.',
      options,
    );
  }
  // A statement that does not fit the tables is a bug of ours, not a failure to expect.
  return error;
}

function isFull(code: string, file: string): boolean {
  if (code === 'SQLITE_FULL' || code === 'SQLITE_IOERR_SHMSIZE') return true;
  if (!/^SQLITE_(IOERR|CANTOPEN)/.test(code)) return false;
  try {
    const { bavail, bsize } = statfsSync(dirname(file));
    return bavail * bsize < fullBelowBytes;
  } catch {
    return false;
  }
}
