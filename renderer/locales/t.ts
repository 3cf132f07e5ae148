import { en } from './en.ts';

type Messages = typeof en;
export type MessageKey = keyof Messages;

/** Names in braces of a sentence: `'in {time}'` asks for `{ time }`. */
type Names<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Names<Rest>
  : never;
type Values<Key extends MessageKey> =
  Names<Messages[Key]> extends never ? [] : [values: Record<Names<Messages[Key]>, string | number>];

/** A sentence without blanks: one that can be named before it is used. */
export type PlainMessageKey = {
  [Key in MessageKey]: [Names<Messages[Key]>] extends [never] ? Key : never;
}[MessageKey];

/** A sentence of the window in the person's language, its blanks filled in. */
export function t<Key extends MessageKey>(key: Key, ...[values]: Values<Key>): string {
  const text: string = en[key];
  if (values === undefined) return text;
  const filled: Readonly<Record<string, string | number>> = values;
  return text.replace(/\{(\w+)\}/g, (blank, name: string) => String(filled[name] ?? blank));
}

const plurals = new Intl.PluralRules('en');

/** Stem of a pair of sentences, `stem.one` and `stem.other`. */
type PluralStem = {
  [Key in MessageKey]: Key extends `${infer Stem}.one` ? Stem : never;
}[MessageKey];

/** A sentence about a count, in the form its number needs; `{count}` is the number. */
export function plural(stem: PluralStem, count: number): string {
  const form = plurals.select(count) === 'one' ? 'one' : 'other';
  const text: string = en[`${stem}.${form}`];
  return text.replace('{count}', count.toLocaleString('en'));
}
