import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { silentLog } from '../../base/log.ts';
import type { NoticeDraft } from '../../base/notify.ts';
import { DiskFullError } from '../../base/storage-error.ts';
import { tempFolder } from '../../testing/temp-folder.ts';
import { canMakeTinyDisk, tinyDisk } from '../../testing/tiny-disk.ts';
import { openDatabaseOrMemory } from './open-database-or-memory.ts';
import { openDatabase, type Database } from './open-database.ts';

const migrations = [
  {
    version: 1,
    name: 'fruit',
    statements: 'CREATE TABLE fruit (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;',
  },
];

const optionsFor = (file: string, notices: NoticeDraft[] = []) => ({
  file,
  migrations,
  log: silentLog,
  notify: (notice: NoticeDraft) => notices.push(notice),
  now: Date.now,
});

const openMemory = (): Database => openDatabase(optionsFor(':memory:'));
const add = 'INSERT INTO fruit (name) VALUES (?)';
const count = (database: Database): number =>
  database.get<{ n: number }>('SELECT count(*) AS n FROM fruit')?.n ?? -1;

describe('the database', () => {
  it('binds values by place and by name', async () => {
    await using database = openMemory();
    expect(database.run(add, ['apple'])).toEqual({ changes: 1 });
    database.run('INSERT INTO fruit (id, name) VALUES (:id, :name)', { id: 7, name: 'pear' });
    expect(database.all('SELECT * FROM fruit WHERE name = ?', ['pear'])).toEqual([
      { id: 7, name: 'pear' },
    ]);
    expect(database.get('SELECT * FROM fruit WHERE id = :id', { id: 99 })).toBeUndefined();
  });

  it('keeps nothing of a transaction that throws, and all of one that does not', async () => {
    await using database = openMemory();
    const stop = new Error('stop');
    expect(() =>
      database.transaction(() => {
        database.run(add, ['apple']);
        throw stop;
      }),
    ).toThrow(stop);
    expect(count(database)).toBe(0);
    const result = database.transaction(() => {
      database.run(add, ['apple']);
      return database.transaction(() => database.run(add, ['pear']).changes);
    });
    expect(result).toBe(1);
    expect(count(database)).toBe(2);
  });

  it('goes on working beyond the number of statements that it keeps', async () => {
    await using database = openMemory();
    for (let n = 0; n < 500; n += 1) {
      expect(database.get(`SELECT ${n} AS n`)).toEqual({ n });
    }
    expect(database.get('SELECT 0 AS n')).toEqual({ n: 0 });
  });

  it('may be closed twice', async () => {
    const database = openMemory();
    await database[Symbol.asyncDispose]();
    await expect(database[Symbol.asyncDispose]()).resolves.toBeUndefined();
  });

  it('calls a wrong statement what it is: a bug', async () => {
    await using database = openMemory();
    expect(() => database.all('SELECT * FROM vegetables')).toThrow('no such table');
  });

  it('says that the disk is full, and works on', async () => {
    using folder = tempFolder();
    await using database = openDatabase(optionsFor(join(folder.path, 'test.db')));
    // The smallest number of pages that holds the table: the next page is one too many.
    database.get('PRAGMA max_page_count = 1');
    let failure: unknown;
    try {
      for (;;) database.run(add, ['x'.repeat(500)]);
    } catch (error) {
      failure = error;
    }
    expect(failure).toBeInstanceOf(DiskFullError);
    expect((failure as DiskFullError).userMessage).toContain(folder.path);
    const kept = count(database);
    database.get('PRAGMA max_page_count = 1000');
    database.run(add, ['apple']);
    expect(count(database)).toBe(kept + 1);
  });

  it('says that another program holds the file', async () => {
    using folder = tempFolder();
    const file = join(folder.path, 'test.db');
    await using database = openDatabase(optionsFor(file));
    await using other = openDatabase(optionsFor(file));
    other.get('PRAGMA busy_timeout = 1');
    database.transaction(() => {
      expect(() => other.run(add, ['apple'])).toThrow('in use by another program');
    });
  });
});

describe.runIf(canMakeTinyDisk)('on a disk that is really full', () => {
  const fill = (folder: string): void => {
    for (const size of [100_000, 4_096, 1]) {
      for (let n = 0; n < 200; n += 1) {
        try {
          writeFileSync(join(folder, `ballast-${size}-${n}`), 'x'.repeat(size));
        } catch {
          rmSync(join(folder, `ballast-${size}-${n}`), { force: true });
          break;
        }
      }
    }
  };
  const empty = (folder: string): void => {
    for (const name of readdirSync(folder)) {
      if (name.startsWith('ballast')) rmSync(join(folder, name));
    }
  };

  it('refuses to write, still reads, and writes again when there is space', async () => {
    using disk = tinyDisk(1_000);
    await using database = openDatabase(optionsFor(join(disk.path, 'test.db')));
    database.run(add, ['apple']);
    fill(disk.path);
    let failure: unknown;
    try {
      for (let n = 0; n < 2_000; n += 1) database.run(add, ['x'.repeat(500)]);
    } catch (error) {
      failure = error;
    }
    expect(failure).toBeInstanceOf(DiskFullError);
    const kept = count(database);
    expect(kept).toBeGreaterThanOrEqual(1);
    empty(disk.path);
    database.run(add, ['pear']);
    expect(count(database)).toBe(kept + 1);
    expect(database.get('PRAGMA quick_check')).toEqual({ quick_check: 'ok' });
  });

  it('cannot be opened, and a database in memory takes its place', async () => {
    using disk = tinyDisk(1_000);
    const file = join(disk.path, 'test.db');
    await openDatabase(optionsFor(file))[Symbol.asyncDispose]();
    fill(disk.path);
    expect(() => openDatabase(optionsFor(file))).toThrow(DiskFullError);
    const notices: NoticeDraft[] = [];
    await using database = openDatabaseOrMemory(optionsFor(file, notices));
    database.run(add, ['apple']);
    expect(count(database)).toBe(1);
    expect(notices.map(({ severity }) => severity)).toEqual(['problem']);
    expect(notices[0]?.text).toContain('in memory only');
    empty(disk.path);
    await using later = openDatabaseOrMemory(optionsFor(file, notices));
    expect(later.file).toBe(file);
    expect(notices).toHaveLength(1);
  });

  it('makes no backup that is half a file, and does not migrate', async () => {
    using disk = tinyDisk(1_000);
    const options = optionsFor(join(disk.path, 'test.db'));
    {
      await using database = openDatabase(options);
      database.transaction(() => {
        for (let n = 0; n < 600; n += 1) database.run(add, ['x'.repeat(500)]);
      });
    }
    writeFileSync(join(disk.path, 'ballast'), 'x'.repeat(400_000));
    const next = { version: 2, name: 'more', statements: 'CREATE TABLE more (id INTEGER);' };
    expect(() => openDatabase({ ...options, migrations: [...migrations, next] })).toThrow(
      DiskFullError,
    );
    expect(readdirSync(disk.path)).toEqual(['ballast', 'test.db']);
    await using database = openDatabase(options);
    expect(count(database)).toBe(600);
  });
});
