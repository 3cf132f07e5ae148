/** Lines that a person can still follow. */
const linesPerSecond = 20;

/** Lets so many lines a second through and counts the others, which are told of together. */
export class LineBudget {
  #second = -1;
  #used = 0;
  #heldBack = 0;

  /** @param now  epoch ms */
  take(now: number): boolean {
    const second = Math.floor(now / 1_000);
    if (second !== this.#second) {
      this.#second = second;
      this.#used = 0;
    }
    if (this.#used < linesPerSecond) {
      this.#used += 1;
      return true;
    }
    this.#heldBack += 1;
    return false;
  }

  /** @returns how many lines were held back since the last time */
  heldBack(): number {
    const count = this.#heldBack;
    this.#heldBack = 0;
    return count;
  }
}
