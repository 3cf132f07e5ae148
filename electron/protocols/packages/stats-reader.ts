export type Fields = Readonly<Record<string, unknown>>;

/** A script is asked every ten seconds: what it does wrong is told, but not without end. */
const maxWarnings = 30;
const maxLength = 1024 * 1024;
const maxTextLength = 300;

/** Reads values that a script wrote, and remembers what was wrong with them. */
export class StatsReader {
  readonly #warnings: string[] = [];

  get warnings(): readonly string[] {
    return this.#warnings;
  }

  /** @returns null where the text is no JSON object */
  parse(text: string): Fields | null {
    if (text.length > maxLength)
      return this.#refuse(`The figures are longer than ${maxLength} characters.`);
    try {
      const value: unknown = JSON.parse(text);
      if (isFields(value)) return value;
    } catch {
      return this.#refuse('The figures are no JSON.');
    }
    return this.#refuse('The figures are no object.');
  }

  object(value: unknown, where: string): Fields | null {
    if (value === undefined || value === null) return null;
    return isFields(value) ? value : this.#refuse(`“${where}” must be an object.`);
  }

  /** The objects of a list, at most so many. */
  list(value: unknown, where: string, max: number): Fields[] {
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value)) {
      this.#warn(`“${where}” must be a list.`);
      return [];
    }
    if (value.length > max) this.#warn(`“${where}” has more than ${max} entries.`);
    const entries = value.slice(0, max) as unknown[];
    return entries.map((entry, at) => this.object(entry, `${where}[${at}]`) ?? {});
  }

  texts(value: unknown, where: string, max: number): string[] {
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value)) {
      this.#warn(`“${where}” must be a list.`);
      return [];
    }
    const entries = value.slice(0, max) as unknown[];
    return entries
      .filter((entry) => typeof entry === 'string')
      .map((entry) => entry.slice(0, maxTextLength));
  }

  /** A number of at least 0; null where it is not there or cannot be. */
  number(
    value: unknown,
    where: string,
    { max, whole = false }: { readonly max: number; readonly whole?: boolean },
  ): number | null {
    if (value === undefined || value === null) return null;
    const number =
      typeof value === 'string' && /^\d{1,20}(?:\.\d{1,20})?$/.test(value) ? Number(value) : value;
    if (typeof number !== 'number' || !Number.isFinite(number)) {
      return this.#refuse(`“${where}” must be a number.`);
    }
    if (number !== value) this.#warn(`“${where}” must be a number; it is a text.`);
    if (number < 0) return this.#refuse(`“${where}” is less than 0.`);
    if (number > max) return this.#refuse(`“${where}” is more than can be.`);
    return whole ? Math.floor(number) : number;
  }

  dropUnknown(fields: Fields, known: ReadonlySet<string>, where: string): void {
    for (const name of Object.keys(fields)) {
      if (known.has(name)) continue;
      const path = where === '' ? name : `${where}.${name}`;
      this.#warn(`“${path.slice(0, 120)}” is not known and was dropped.`);
      if (this.#warnings.length >= maxWarnings) return;
    }
  }

  #refuse(warning: string): null {
    this.#warn(warning);
    return null;
  }

  #warn(warning: string): void {
    if (this.#warnings.length < maxWarnings) this.#warnings.push(warning);
  }
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
