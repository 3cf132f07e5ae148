/** Numbers that look random and are the same for the same seed. */
export interface Random {
  /** @returns a whole number, 0 to limit - 1; 0 where the limit is 0 */
  below(limit: number): number;
  /** One of the list, which is not empty. */
  pick<T>(list: readonly [T, ...T[]]): T;
}

/** @param seed  32 bits of it count */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  // Mulberry32: short, and even enough to choose what to break.
  const next = (): number => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return { below, pick: (list) => list[below(list.length)] ?? list[0] };
}
