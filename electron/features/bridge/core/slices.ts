/**
 * The nonces of a job in equal slices, one for each client. A slice that a client leaves rests until
 * no job that the client saw can be valid: somebody else would find the same shares there.
 */
export class Slices {
  readonly count: number;
  readonly #restMs: number;
  readonly #taken = new Set<number>();
  /** Until when each rests, epoch ms; those that rest longest come last. */
  readonly #resting = new Map<number, number>();
  /** Zero comes last: miners that know no extensions see no prefix in it. */
  #next = 1;

  /**
   * @param count   how many there are, 1 or more
   * @param restMs  how long a job can be valid
   */
  constructor(count: number, restMs: number) {
    this.count = count;
    this.#restMs = restMs;
  }

  get taken(): number {
    return this.#taken.size;
  }

  /** @returns its number from 0 on, or undefined where all are taken or rest */
  take(now: number): number | undefined {
    for (const [slice, until] of this.#resting) {
      if (until > now) break;
      this.#resting.delete(slice);
    }
    if (this.#taken.size + this.#resting.size >= this.count) return undefined;
    for (;;) {
      const slice = this.#next % this.count;
      this.#next = slice + 1;
      if (this.#taken.has(slice) || this.#resting.has(slice)) continue;
      this.#taken.add(slice);
      return slice;
    }
  }

  /** The client has gone. Nothing happens where the slice was not taken. */
  release(slice: number, now: number): void {
    if (this.#taken.delete(slice)) this.#resting.set(slice, now + this.#restMs);
  }

  /** No job of before can be valid any more. */
  wake(): void {
    this.#resting.clear();
  }
}

/**
 * The number of a slice as bytes, most significant first.
 *
 * @param bytes  1 to 4
 */
export function sliceBytes(slice: number, bytes: number): Uint8Array {
  const own = new Uint8Array(bytes);
  for (let index = 0; index < bytes; index += 1) own[index] = slice >>> (8 * (bytes - 1 - index));
  return own;
}
