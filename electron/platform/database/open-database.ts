import BetterSqlite from 'better-sqlite3';
import { renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Log } from '../../base/log.ts';
import type { Notify } from '../../base/notify.ts';
import type { Sql } from '../../base/sql.ts';
import { storageError } from '../../base/storage-error.ts';
import { databaseError, isCorruption } from './database-errors.ts';
import { keepNewest, moveDatabase, timeForFileName } from './kept-files.ts';
import { assertNumbered, migrate, readVersion } from './migrate.ts';
import type { Migration } from './migration.ts';
import { SqliteDatabase } from './sqlite-database.ts';

export type Database = Sql & AsyncDisposable & { readonly file: string };

export interface DatabaseOptions {
  /** Path of the file; its folder must exist. `:memory:` for one that is gone when closed. */
  readonly file: string;
  /** All steps from an empty database to the newest tables. */
  readonly migrations: readonly Migration[];
  readonly log: Log;
  /** Told where a damaged database had to be replaced. */
  readonly notify: Notify;
  /** Epoch milliseconds, for the names of backups. */
  readonly now: () => number;
}

/** How long a statement waits for another program's lock, ms. */
const busyTimeoutMs = 5_000;
/** The write-ahead log is cut to this after a checkpoint, bytes; one long read can make it grow. */
const walLimitBytes = 16 * 1024 * 1024;
/** Copies from before migrations, and damaged files, that are kept of each kind. */
const keptFiles = 3;

/**
 * Opens the database, or makes it, checks it and brings its tables up to date.
 * A damaged file is set aside under `<file>.broken-<time>`, reported, and a new one begun; before a
 * migration a copy is made under `<file>.backup-v<version>-<time>`.
 *
 * @throws {NewerDatabaseError} where a newer program made it; the file is not touched
 * @throws {StorageError}       where it cannot be read or written; nothing is half-migrated
 * @throws {DiskFullError}      where there is no space for it
 */
export function openDatabase(options: DatabaseOptions): Database {
  assertNumbered(options.migrations);
  try {
    return openChecked(options);
  } catch (error) {
    if (!isCorruption(error)) throw failure(error, options.file);
    try {
      replaceBroken(options, error);
      return openChecked(options);
    } catch (second) {
      throw failure(second, options.file);
    }
  }
}

function openChecked({ file, migrations, log, now }: DatabaseOptions): Database {
  const connection = new BetterSqlite(file, { timeout: busyTimeoutMs });
  try {
    const version = readVersion(connection, migrations);
    connection.pragma('journal_mode = WAL');
    connection.pragma('synchronous = NORMAL');
    connection.pragma('foreign_keys = ON');
    connection.pragma(`journal_size_limit = ${walLimitBytes}`);
    check(connection);
    if (version > 0 && version < migrations.length) backUp(connection, version, now());
    migrate(connection, version, migrations, log);
    return new SqliteDatabase(connection, log);
  } catch (error) {
    connection.close();
    throw error;
  }
}

function check(connection: BetterSqlite.Database): void {
  const finding: unknown = connection.pragma('quick_check(1)', { simple: true });
  if (finding !== 'ok') throw new BetterSqlite.SqliteError(String(finding), 'SQLITE_CORRUPT');
}

function backUp(connection: BetterSqlite.Database, version: number, now: number): void {
  const prefix = `${connection.name}.backup-`;
  const target = `${prefix}${timeForFileName(now)}-v${version}`;
  // Under its last name there is only ever a complete copy.
  const partial = `${connection.name}.partial`;
  rmSync(partial, { force: true });
  try {
    connection.prepare('VACUUM INTO ?').run(partial);
    renameSync(partial, target);
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  }
  keepNewest(prefix, keptFiles);
}

function replaceBroken({ file, log, notify, now }: DatabaseOptions, cause: unknown): void {
  const prefix = `${file}.broken-`;
  const target = prefix + timeForFileName(now());
  moveDatabase(file, target);
  keepNewest(prefix, keptFiles);
  log.error('the database was damaged and set aside', { file, target, cause });
  notify({
    severity: 'problem',
    text: `The history database was damaged. It was set aside as ${target} and a new, empty one begun.`,
    suggestion: 'Check the disk for errors. Mining, profiles and settings are not affected.',
  });
}

function failure(error: unknown, file: string): unknown {
  const known = databaseError(error, file);
  const isFileError = error instanceof Error && 'syscall' in error;
  return isFileError ? storageError(error, file, dirname(file)) : known;
}
