/** Clients that can share the nonces of one login at a pool: one for each value of the highest byte. */
export const clientsPerLogin = 256;

/**
 * Gives each of up to 256 clients a part of the nonces of one job at a time. What a client leaves
 * behind rests until the next job: another would find the same shares there.
 */
export class NoncePrefixes {
  /** Zero comes last: miners that know no extensions see no prefix in it. */
  readonly #free = Array.from({ length: clientsPerLogin }, (_, index) => (index + 1) % 256);
  readonly #taken = new Set<number>();
  #resting: number[] = [];

  /** @returns 0 to 255, or undefined where all are taken: the client needs another login */
  take(): number | undefined {
    const prefix = this.#free.shift();
    if (prefix !== undefined) this.#taken.add(prefix);
    return prefix;
  }

  /** The client has gone. Nothing happens where it was not taken. */
  release(prefix: number): void {
    if (this.#taken.delete(prefix)) this.#resting.push(prefix);
  }

  /** The pool sent a job with another blob. */
  nextJob(): void {
    this.#free.push(...this.#resting);
    this.#resting = [];
  }

  /** How many clients there are. */
  get taken(): number {
    return this.#taken.size;
  }
}
