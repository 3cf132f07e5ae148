/** A regular expression of the catalogue, which the whole name has to match. */
export const patternOf = (text: string): RegExp => new RegExp(`^(?:${text})$`, 'u');

/** The first pattern that fits any of them decides. @returns null where none fits */
export function firstMatch<Item extends { readonly name: string }>(
  items: readonly Item[],
  patterns: readonly string[],
): Item | null {
  for (const text of patterns) {
    const pattern = patternOf(text);
    const found = items.find(({ name }) => pattern.test(name));
    if (found) return found;
  }
  return null;
}
