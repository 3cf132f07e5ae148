import type BetterSqlite from 'better-sqlite3';
import type { Log } from '../../base/log.ts';
import { NewerDatabaseError } from './database-errors.ts';
import type { Migration } from './migration.ts';

/** @throws {NewerDatabaseError} where the tables are newer than the newest migration */
export function readVersion(
  connection: BetterSqlite.Database,
  migrations: readonly Migration[],
): number {
  const version = Number(connection.pragma('user_version', { simple: true }));
  if (version > migrations.length) {
    throw new NewerDatabaseError(connection.name, version, migrations.length);
  }
  return version;
}

/** Brings the tables from `version` to the newest, or, where any step fails, leaves them as they were. */
export function migrate(
  connection: BetterSqlite.Database,
  version: number,
  migrations: readonly Migration[],
  log: Log,
): void {
  const steps = migrations.slice(version);
  if (steps.length === 0) return;
  const apply = connection.transaction(() => {
    for (const step of steps) {
      connection.exec(step.statements);
      connection.pragma(`user_version = ${step.version}`);
    }
  });
  apply.exclusive();
  log.info('the database was brought up to date', {
    from: version,
    to: migrations.length,
    steps: steps.map(({ name }) => name),
  });
}

/** @throws {RangeError} where the migrations are not numbered 1, 2, 3 … */
export function assertNumbered(migrations: readonly Migration[]): void {
  migrations.forEach(({ version }, index) => {
    if (version !== index + 1) {
      throw new RangeError(`migration ${version} stands in place ${index + 1}`);
    }
  });
}
