import { Refusal } from './persona.ts';

/** The options of a program; names of one option are joined by a slash, the last is its name here. */
export interface OptionTable {
  /** Take one value. */
  readonly values?: string;
  /** Take none. */
  readonly switches?: string;
  /** Take all that follow up to the next option. */
  readonly lists?: string;
  /** Take a value behind `=` only, or none. */
  readonly attached?: string;
  /** What is done with an option that there is not; refused where left out. */
  readonly unknown?: 'ignore';
}

export interface ReadOption {
  readonly name: string;
  /** One for options with a value, none for switches. */
  readonly values: readonly string[];
}

type Kind = 'values' | 'switches' | 'lists' | 'attached';

/**
 * Reads arguments in the manner that all miners share.
 * @throws {Refusal} for an option that there is not, or whose value is missing
 */
export function readOptions(args: readonly string[], table: OptionTable): ReadOption[] {
  const known = namesOf(table);
  const read: ReadOption[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    const [, written = arg, attached] = /^(--[^=]+)=([\s\S]*)$/.exec(arg) ?? [];
    const option = known.get(written);
    if (!option) {
      if (table.unknown !== 'ignore') throw new Refusal(`unrecognised option '${arg}'`);
      read.push({ name: arg, values: [] });
      continue;
    }
    const { name, kind } = option;
    if (attached !== undefined) {
      if (kind === 'switches') throw new Refusal(`option '${written}' doesn't allow an argument`);
      read.push({ name, values: [attached] });
      continue;
    }
    const values: string[] = [];
    const isOver = (): boolean =>
      at + 1 >= args.length || (kind === 'lists' && known.has(args[at + 1] ?? ''));
    const most = kind === 'values' ? 1 : kind === 'lists' ? Infinity : 0;
    while (values.length < most && !isOver()) values.push(args[(at += 1)] ?? '');
    if (most > 0 && values.length === 0) {
      throw new Refusal(`option '${written}' requires an argument`);
    }
    read.push({ name, values });
  }
  return read;
}

function namesOf(table: OptionTable): Map<string, { name: string; kind: Kind }> {
  const kinds: readonly Kind[] = ['values', 'switches', 'lists', 'attached'];
  return new Map(
    kinds.flatMap((kind) =>
      (table[kind] ?? '')
        .split(/\s+/)
        .filter((text) => text !== '')
        .flatMap((text) => {
          const names = text.split('/');
          const name = names.at(-1) ?? text;
          return names.map((each) => [each, { name, kind }] as const);
        }),
    ),
  );
}

/** What options say, by their names. */
export class Options {
  readonly #read: readonly ReadOption[];

  constructor(read: readonly ReadOption[]) {
    this.#read = read;
  }

  /** The value that was told last. */
  last(name: string): string | undefined {
    return this.all(name).at(-1);
  }

  /** Every value, in the order in which they were told. */
  all(name: string): string[] {
    return this.#read.filter((option) => option.name === name).flatMap(({ values }) => values);
  }

  has(name: string): boolean {
    return this.#read.some((option) => option.name === name);
  }

  /** @throws {Refusal} where it is not there, as the real one says */
  need(name: string, refusal: string): string {
    const value = this.last(name);
    if (value === undefined || value === '') throw new Refusal(refusal);
    return value;
  }
}

/** Options at once, by what a program knows. */
export const optionsOf = (args: readonly string[], table: OptionTable): Options =>
  new Options(readOptions(args, table));
