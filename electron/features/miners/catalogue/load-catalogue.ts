import { z } from 'zod';
import { CatalogueEntry } from './catalogue-entry.ts';

/** A file of the catalogue, or of its keys. */
export interface CatalogueFile {
  /** Without folders. */
  readonly name: string;
  readonly text: string;
}

export interface LoadedCatalogue {
  /** By id. */
  readonly entries: readonly CatalogueEntry[];
  /** One sentence for each file that was left out: which, and what is wrong where. */
  readonly problems: readonly string[];
}

/** Longer ones are no entries, characters. */
const maxLength = 64_000;

/** JSON deeper than this is no entry; the deepest of ours has about a dozen levels. */
const maxDepth = 30;

/** Reads entries; a broken one is left out and told, the others are as good as without it. */
export function loadCatalogue(files: readonly CatalogueFile[]): LoadedCatalogue {
  const entries = new Map<string, CatalogueEntry>();
  const problems: string[] = [];
  for (const { name, text } of files) {
    const read = readEntry(text);
    if (typeof read === 'string') problems.push(`${name}: ${read}`);
    else if (entries.has(read.id)) problems.push(`${name}: the id ${read.id} is there already`);
    else entries.set(read.id, read);
  }
  const sorted = [...entries.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  return { entries: sorted, problems };
}

/** @returns the entry, or what is wrong with it */
function readEntry(text: string): CatalogueEntry | string {
  if (text.length > maxLength) return `it has more than ${maxLength} characters`;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'it is not JSON';
  }
  return checkEntry(value);
}

/** @returns the entry, or what is wrong where */
export function checkEntry(value: unknown): CatalogueEntry | string {
  if (isDeeperThan(value, maxDepth)) return 'it is too deep';
  const { success, data, error } = CatalogueEntry.safeParse(value);
  return success ? data : issueText(error);
}

/** The first issue with its place, such as `release.tag: must be a regular expression`. */
function issueText(error: z.ZodError): string {
  const [issue] = error.issues;
  if (!issue) return 'it is no entry';
  return `${z.core.toDotPath(issue.path) || 'the file'}: ${issue.message}`;
}

const isDeeperThan = (value: unknown, depth: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (depth === 0 || Object.values(value).some((inner) => isDeeperThan(inner, depth - 1)));
