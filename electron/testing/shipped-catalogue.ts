import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { CatalogueEntry } from '../features/miners/catalogue/catalogue-entry.ts';
import type { CatalogueFile } from '../features/miners/catalogue/load-catalogue.ts';
import { loadCatalogue } from '../features/miners/catalogue/load-catalogue.ts';

const folder = resolve(import.meta.dirname, '../../resources/miners');

const filesOf = (where: string, ending: string): CatalogueFile[] =>
  readdirSync(where)
    .filter((name) => name.endsWith(ending))
    .map((name) => ({ name, text: readFileSync(join(where, name), 'utf8') }));

/** The files of the catalogue that are shipped. */
export const shippedFiles = (): CatalogueFile[] => filesOf(folder, '.json');

/** The keys of publishers that are shipped. */
export const shippedKeys = (): CatalogueFile[] => filesOf(join(folder, 'keys'), '.asc');

/** The entries that are shipped. @throws where one is broken */
export function shippedEntries(): readonly CatalogueEntry[] {
  const { entries, problems } = loadCatalogue(shippedFiles());
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return entries;
}

/** One that is shipped. */
export function shippedEntry(id: string): CatalogueEntry {
  const entry = shippedEntries().find((each) => each.id === id);
  if (!entry) throw new Error(`no entry ${id}`);
  return entry;
}
