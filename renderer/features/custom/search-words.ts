/** Whether every word of a search occurs in one of the texts, in capitals or not. */
export function hasWords(search: string, texts: readonly (string | null)[]): boolean {
  const all = texts.join('\n').toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}
