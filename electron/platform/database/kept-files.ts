import { readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { errnoCode } from '../../base/storage-error.ts';

/** SQLite's own files beside a database: without them a renamed database loses its last writes. */
const companions = ['', '-wal', '-shm'] as const;

/** `2026-01-31T12-00-00-000Z`: sorts by time and is a file name on every system. */
export function timeForFileName(now: number): string {
  return new Date(now).toISOString().replaceAll(/[:.]/g, '-');
}

/** Renames a database together with its companions. */
export function moveDatabase(file: string, target: string): void {
  for (const suffix of companions) {
    try {
      renameSync(file + suffix, target + suffix);
    } catch (error) {
      if (errnoCode(error) !== 'ENOENT') throw error;
    }
  }
}

/** Removes all but the `count` newest of the databases whose path begins with `prefix`. */
export function keepNewest(prefix: string, count: number): void {
  const folder = dirname(prefix);
  const names = readdirSync(folder)
    .filter((name) => name.startsWith(basename(prefix)) && !/-(wal|shm)$/.test(name))
    .toSorted();
  for (const name of names.slice(0, Math.max(0, names.length - count))) {
    for (const suffix of companions) rmSync(join(folder, name + suffix), { force: true });
  }
}
