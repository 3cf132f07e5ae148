import { forgetOldest } from './forget-oldest.ts';

/** Blocks whose shares may still come: the present one, and the one before for a moment. */
const blocks = 2;

/** Shares of a block that are remembered; so many do not come in minutes. */
const maxShares = 200_000;

/** Shares that came, so that none counts twice, whoever sends it. They are forgotten with their block. */
export class SeenShares {
  readonly #byHeight = new Map<number, Set<string>>();

  /** @returns whether it comes for the first time */
  add(height: number, key: string): boolean {
    const seen = this.#byHeight.get(height) ?? new Set();
    if (seen.has(key)) return false;
    this.#byHeight.set(height, seen.add(key));
    forgetOldest(seen, maxShares);
    forgetOldest(this.#byHeight, blocks);
    return true;
  }
}
