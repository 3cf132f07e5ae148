import { StorageError } from '../../base/storage-error.ts';
import { NewerDatabaseError } from './database-errors.ts';
import { openDatabase, type Database, type DatabaseOptions } from './open-database.ts';

/**
 * The database, or, where the disk does not let it be opened, one in memory: mining goes on and the
 * person is told that its history will not last.
 *
 * @throws {NewerDatabaseError} because going on would hide the history that is there
 */
export function openDatabaseOrMemory(options: DatabaseOptions): Database {
  try {
    return openDatabase(options);
  } catch (error) {
    if (!(error instanceof StorageError) || error instanceof NewerDatabaseError) throw error;
    options.log.error('the database could not be opened, history stays in memory', { error });
    options.notify({
      severity: 'problem',
      text: `${error.userMessage} Until Rigwright is restarted, history is kept in memory only.`,
      suggestion: `${error.suggestion} Then restart Rigwright.`,
    });
    return openDatabase({ ...options, file: ':memory:' });
  }
}
