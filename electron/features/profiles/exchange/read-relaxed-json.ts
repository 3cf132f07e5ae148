import { BadFileError } from './exchange-errors.ts';

export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Real files have six levels; what goes on and on is no configuration. */
const maxDepth = 32;

/**
 * JSON as XMRig takes it: with comments of both kinds and commas before a closing bracket. Where a
 * key stands twice in an object, its first value counts, as there.
 *
 * @throws {BadFileError} telling line and column
 */
export function readRelaxedJson(text: string): Json {
  // Windows editors put a byte order mark in front.
  const reader = new Reader(text.replace(/^\uFEFF/, ''));
  const value = reader.value(0);
  reader.end();
  return value;
}

const tokens = {
  blank: /(?:[ \t\r\n]+|\/\/[^\n]*|\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\/)*/y,
  // From the space on all but the quote and the backslash, which begins what stands for another sign.
  string: /"[ !#-[\]-\uffff]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[ !#-[\]-\uffff]*)*"/y,
  number: /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])/y,
  word: /(?:true|false|null)(?!\w)/y,
} as const;

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(depth: number): Json {
    if (depth > maxDepth) throw this.#problem(`there are more than ${maxDepth} levels of brackets`);
    this.#take(tokens.blank);
    if (this.#skip('{')) return this.#object(depth + 1);
    if (this.#skip('[')) return this.#list(depth + 1);
    const start = this.#at;
    const simple =
      this.#take(tokens.string) ?? this.#take(tokens.number) ?? this.#take(tokens.word);
    if (simple === undefined) throw this.#problem('a value is missing or wrong');
    const value = JSON.parse(simple) as Json;
    if (typeof value !== 'number' || Number.isFinite(value)) return value;
    this.#at = start;
    throw this.#problem('this number is too large');
  }

  end(): void {
    this.#take(tokens.blank);
    if (this.#at < this.#text.length) throw this.#problem('something stands behind the end');
  }

  #object(depth: number): Json {
    const entries = new Map<string, Json>();
    while (!this.#closes('}')) {
      const key = this.#take(tokens.string);
      if (key === undefined) throw this.#problem('a name in quotes is missing or wrong');
      this.#expect(':');
      const value = this.value(depth);
      const name = JSON.parse(key) as string;
      if (!entries.has(name)) entries.set(name, value);
      if (!this.#isFollowed('}')) break;
    }
    // Makes `__proto__` a name like every other.
    return Object.fromEntries(entries);
  }

  #list(depth: number): Json {
    const values: Json[] = [];
    while (!this.#closes(']')) {
      values.push(this.value(depth));
      if (!this.#isFollowed(']')) break;
    }
    return values;
  }

  #closes(bracket: string): boolean {
    this.#take(tokens.blank);
    return this.#skip(bracket);
  }

  /** Whether a comma follows; otherwise it takes the bracket. */
  #isFollowed(bracket: string): boolean {
    this.#take(tokens.blank);
    if (this.#skip(',')) return true;
    if (this.#skip(bracket)) return false;
    throw this.#problem(`“,” or “${bracket}” is missing`);
  }

  #expect(sign: string): void {
    this.#take(tokens.blank);
    if (!this.#skip(sign)) throw this.#problem(`“${sign}” is missing`);
  }

  #skip(sign: string): boolean {
    if (this.#text[this.#at] !== sign) return false;
    this.#at += 1;
    return true;
  }

  #take(token: RegExp): string | undefined {
    token.lastIndex = this.#at;
    const [found] = token.exec(this.#text) ?? [];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #problem(what: string): BadFileError {
    const before = this.#text.slice(0, this.#at).split('\n');
    const path = `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
    const message = this.#at >= this.#text.length ? 'the file ends too early' : what;
    return new BadFileError(
      `The file is no proper JSON: ${message} (${path}).`,
      'Mend the file there, or export it anew.',
      [{ path, message }],
    );
  }
}
