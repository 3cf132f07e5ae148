/** What a function gives for 0, 1, 2 … until it gives null. */
export function listOf<Item>(at: (index: number) => Item | null): readonly Item[] {
  const items: Item[] = [];
  for (;;) {
    const item = at(items.length);
    if (item === null) return items;
    items.push(item);
  }
}
