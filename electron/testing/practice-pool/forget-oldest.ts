/** Keeps the newest entries. Maps and sets remember the order in which their entries came. */
export function forgetOldest(entries: Map<unknown, unknown> | Set<unknown>, most: number): void {
  if (entries.size <= most) return;
  const [oldest] = entries.keys();
  entries.delete(oldest);
}
