import BetterSqlite from 'better-sqlite3';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { silentLog } from '../../base/log.ts';
import type { NoticeDraft } from '../../base/notify.ts';
import { tempFolder } from '../../testing/temp-folder.ts';
import { NewerDatabaseError } from './database-errors.ts';
import type { Migration } from './migration.ts';
import { migrations as released } from './migrations.ts';
import { openDatabase, type Database } from './open-database.ts';

const makeFruit: Migration = {
  version: 1,
  name: 'fruit',
  statements: 'CREATE TABLE fruit (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;',
};
const addColour: Migration = {
  version: 2,
  name: 'colour',
  statements: "ALTER TABLE fruit ADD COLUMN colour TEXT NOT NULL DEFAULT 'green';",
};
const broken: Migration = {
  version: 3,
  name: 'broken',
  statements: 'CREATE TABLE half (id INTEGER); CREATE TABLE fruit (id INTEGER);',
};

const stamp = '2026-01-31T12-00-00-000Z';

function openerFor(folder: string) {
  const file = join(folder, 'rigwright.db');
  const notices: NoticeDraft[] = [];
  let now = Date.UTC(2026, 0, 31, 12);
  const open = (migrations: readonly Migration[]): Database =>
    openDatabase({
      file,
      migrations,
      log: silentLog,
      notify: (notice) => notices.push(notice),
      now: () => now++,
    });
  return { file, notices, open };
}

async function withFruit(open: () => Database, count: number): Promise<void> {
  await using database = open();
  database.transaction(() => {
    for (let n = 0; n < count; n += 1) {
      database.run('INSERT INTO fruit (name) VALUES (?)', [`fruit ${n} ${'x'.repeat(200)}`]);
    }
  });
}

describe('openDatabase', () => {
  it('makes a new database with all tables and no backup', async () => {
    using folder = tempFolder();
    const { open, notices } = openerFor(folder.path);
    {
      await using database = open(released);
      const tables = database.all<{ name: string }>(
        "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name",
      );
      expect(tables.map(({ name }) => name)).toEqual([
        'bridge_minutes',
        'bridge_workers',
        'hour_samples',
        'journal',
        'minute_samples',
        'runs',
      ]);
    }
    expect(readdirSync(folder.path)).toEqual(['rigwright.db']);
    expect(notices).toEqual([]);
  });

  it('uses the write-ahead log, foreign keys and a timeout', async () => {
    using folder = tempFolder();
    await using database = openerFor(folder.path).open(released);
    expect(database.get('PRAGMA journal_mode')).toEqual({ journal_mode: 'wal' });
    expect(database.get('PRAGMA synchronous')).toEqual({ synchronous: 1 });
    expect(database.get('PRAGMA foreign_keys')).toEqual({ foreign_keys: 1 });
    expect(database.get('PRAGMA busy_timeout')).toEqual({ timeout: 5_000 });
  });

  it('keeps the rows and makes a whole copy before it changes the tables', async () => {
    using folder = tempFolder();
    const { file, open } = openerFor(folder.path);
    await withFruit(() => open([makeFruit]), 3);
    await using database = open([makeFruit, addColour]);
    expect(database.get('SELECT count(*) AS n, min(colour) AS colour FROM fruit')).toEqual({
      n: 3,
      colour: 'green',
    });
    const copy = new BetterSqlite(`${file}.backup-${stamp}-v1`, { readonly: true });
    expect(copy.pragma('user_version', { simple: true })).toBe(1);
    expect(copy.prepare('SELECT count(*) AS n FROM fruit').get()).toEqual({ n: 3 });
    copy.close();
  });

  it('keeps the three newest copies', async () => {
    using folder = tempFolder();
    const { open } = openerFor(folder.path);
    const steps: Migration[] = [makeFruit];
    for (let version = 2; version <= 7; version += 1) {
      steps.push({ version, name: 'more', statements: `CREATE TABLE t${version} (id INTEGER);` });
    }
    for (let count = 1; count <= 7; count += 1) {
      await open(steps.slice(0, count))[Symbol.asyncDispose]();
    }
    const copies = readdirSync(folder.path).filter((name) => name.includes('.backup-'));
    expect(copies.map((name) => name.slice(-3))).toEqual(['-v4', '-v5', '-v6']);
  });

  it('leaves the tables as they were where one step of several fails', async () => {
    using folder = tempFolder();
    const { file, open } = openerFor(folder.path);
    await withFruit(() => open([makeFruit]), 3);
    expect(() => open([makeFruit, addColour, broken])).toThrow('already exists');
    const left = new BetterSqlite(file);
    expect(left.pragma('user_version', { simple: true })).toBe(1);
    expect(left.prepare('SELECT * FROM fruit LIMIT 1').columns()).toHaveLength(2);
    expect(() => left.prepare('SELECT * FROM half')).toThrow('no such table');
    left.close();
  });

  it('does not touch a database of a newer version', async () => {
    using folder = tempFolder();
    const { file, open, notices } = openerFor(folder.path);
    await withFruit(() => open([makeFruit, addColour]), 1);
    const before = readFileSync(file);
    expect(() => open([makeFruit])).toThrow(NewerDatabaseError);
    expect(readFileSync(file)).toEqual(before);
    expect(readdirSync(folder.path)).toEqual(['rigwright.db']);
    expect(notices).toEqual([]);
  });

  it('refuses steps that are not numbered one by one', () => {
    using folder = tempFolder();
    const { file, open } = openerFor(folder.path);
    expect(() => open([addColour])).toThrow(RangeError);
    expect(existsSync(file)).toBe(false);
  });

  it('keeps everything that was committed when the program is gone without closing', async () => {
    using folder = tempFolder();
    const { file, open } = openerFor(folder.path);
    await using first = open([makeFruit]);
    first.run("INSERT INTO fruit (name) VALUES ('apple')");
    // What a killed process leaves on the disk: the file and its log, not yet merged.
    const left = `${file}.left`;
    writeFileSync(left, readFileSync(file));
    writeFileSync(`${left}-wal`, readFileSync(`${file}-wal`));
    await using second = openDatabase({
      file: left,
      migrations: [makeFruit],
      log: silentLog,
      notify: () => undefined,
      now: Date.now,
    });
    expect(second.all('SELECT name FROM fruit')).toEqual([{ name: 'apple' }]);
  });

  it.each([
    [
      'no database at all',
      () => Buffer.from('this is no database, however long it may be '.repeat(50)),
    ],
    ['a damaged head', (good: Buffer) => Buffer.concat([Buffer.alloc(50, 7), good.subarray(50)])],
    [
      'damaged pages in the middle',
      (good: Buffer) =>
        Buffer.concat([good.subarray(0, 8_192), Buffer.alloc(20_000, 0xab), good.subarray(28_192)]),
    ],
    ['only its first half', (good: Buffer) => good.subarray(0, Math.floor(good.length / 2))],
  ])('sets a file aside that holds %s, reports it and works on a new one', async (_, damage) => {
    using folder = tempFolder();
    const { file, open, notices } = openerFor(folder.path);
    await withFruit(() => open([makeFruit]), 500);
    const damaged = damage(readFileSync(file));
    writeFileSync(file, damaged);
    writeFileSync(`${file}-wal`, 'no log');
    {
      await using database = open([makeFruit]);
      expect(database.all('SELECT * FROM fruit')).toEqual([]);
      database.run("INSERT INTO fruit (name) VALUES ('apple')");
    }
    expect(notices).toHaveLength(1);
    expect(notices[0]).toMatchObject({ severity: 'problem' });
    expect(notices[0]?.text).toContain(`rigwright.db.broken-${stamp}`);
    expect(readFileSync(`${file}.broken-${stamp}`)).toHaveLength(damaged.length);
    await using again = open([makeFruit]);
    expect(again.all('SELECT name FROM fruit')).toEqual([{ name: 'apple' }]);
    expect(notices).toHaveLength(1);
  });

  it('takes an empty file for a new database', async () => {
    using folder = tempFolder();
    const { file, open, notices } = openerFor(folder.path);
    writeFileSync(file, '');
    await using database = open([makeFruit]);
    expect(database.all('SELECT * FROM fruit')).toEqual([]);
    expect(notices).toEqual([]);
  });

  it('needs its folder to exist', () => {
    using folder = tempFolder();
    const { open } = openerFor(join(folder.path, 'gone'));
    expect(() => open([makeFruit])).toThrow('directory does not exist');
  });
});
