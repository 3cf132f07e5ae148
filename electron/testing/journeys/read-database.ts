import { join } from 'node:path';
import Database from 'better-sqlite3';

/** The history file as it lies on the disk, for a look from outside the program. */
export function openDatabaseFile(
  folder: string,
): Disposable & { all(statement: string): unknown[] } {
  const database = new Database(join(folder, 'rigwright.db'), { readonly: true });
  return {
    all: (statement) => database.prepare(statement).all(),
    [Symbol.dispose]: () => void database.close(),
  };
}
