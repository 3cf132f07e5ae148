import { texts } from './texts.ts';

type Texts = typeof texts;
export type TextKey = keyof Texts;

/** Names in braces of a sentence. */
type Names<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Names<Rest>
  : never;
type Values<Key extends TextKey> =
  Names<Texts[Key]> extends never ? [] : [values: Record<Names<Texts[Key]>, string | number>];

/** A sentence of the page, its blanks filled in. */
export function t<Key extends TextKey>(key: Key, ...[values]: Values<Key>): string {
  const text: string = texts[key];
  if (values === undefined) return text;
  const filled: Readonly<Record<string, string | number>> = values;
  return text.replace(/\{(\w+)\}/g, (blank, name: string) => String(filled[name] ?? blank));
}

/** Whether there is a sentence for something that others name. */
export function isTextKey(key: string): key is TextKey {
  return Object.hasOwn(texts, key);
}
