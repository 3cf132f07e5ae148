import { copyFile, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Broken copies that are kept of one file; the oldest makes room. */
const keptCopies = 3;

/** Renames a broken file to `<file>.broken-<time>`. @returns the new name, without folders */
export function moveAside(file: string, now: number): Promise<string> {
  return keep(file, now, (target) => rename(file, target));
}

/** Copies a file to `<file>.broken-<time>`. @returns the copy's name, without folders */
export function copyAside(file: string, now: number): Promise<string> {
  return keep(file, now, (target) => copyFile(file, target));
}

async function keep(
  file: string,
  now: number,
  make: (target: string) => Promise<void>,
): Promise<string> {
  // The time of ISO 8601 sorts by name; Windows has no colons in names.
  const time = new Date(now).toISOString().replaceAll(/[:.]/g, '-');
  const target = `${file}.broken-${time}`;
  await make(target);
  await removeOldest(`${file}.broken-`);
  return basename(target);
}

async function removeOldest(prefix: string): Promise<void> {
  const folder = dirname(prefix);
  const names = (await readdir(folder)).filter((name) => name.startsWith(basename(prefix)));
  for (const name of names.toSorted().slice(0, Math.max(0, names.length - keptCopies))) {
    await rm(join(folder, name), { force: true });
  }
}
