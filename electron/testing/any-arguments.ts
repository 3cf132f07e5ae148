import type { Random } from './seeded-random.ts';

/** Arguments that are right most often, and else wrong in one of many ways; typed as if they were right. */
export class AnyArguments {
  /** For choices that are always right. */
  readonly random: Random;

  constructor(random: Random) {
    this.random = random;
  }

  /** A Uint8Array of this length, somewhere in a buffer; or another length; or anything else. */
  bytes(length: number): Uint8Array {
    if (this.#oneIn(25)) return this.#nothingLikeIt<Uint8Array>();
    const { random } = this;
    const size = this.#oneIn(12) ? random.below(2 * length + 3) : length;
    const buffer = this.#oneIn(8) ? new SharedArrayBuffer(size + 7) : new ArrayBuffer(size + 7);
    const value = new Uint8Array(buffer, random.below(8), size);
    const same = random.below(4) === 0 ? random.below(256) : null;
    for (let index = 0; index < size; index += 1) value[index] = same ?? random.below(256);
    if (this.#oneIn(100) && buffer instanceof ArrayBuffer)
      structuredClone(buffer, { transfer: [buffer] });
    return value;
  }

  /** A whole number, 0 to limit - 1; or beyond; or none. */
  integer(limit: number): number {
    if (this.#oneIn(30)) return this.#nothingLikeIt<number>();
    if (this.#oneIn(10)) {
      return this.random.pick([-1, 0.5, limit, 2 ** 32, 2 ** 53, Number.NaN, -0, Infinity]);
    }
    return this.#oneIn(4) ? this.random.pick([0, limit - 1]) : this.random.below(limit);
  }

  oneOf<Value>(list: readonly [Value, ...Value[]]): Value {
    return this.#oneIn(20) ? this.#nothingLikeIt<Value>() : this.random.pick(list);
  }

  #nothingLikeIt<Value>(): Value {
    const value = this.random.pick<unknown>([
      undefined,
      null,
      true,
      -7,
      3n,
      '',
      'text',
      [1, 2, 3],
      {},
      new Uint16Array(16),
      new DataView(new ArrayBuffer(32)),
      new ArrayBuffer(80),
      Object.create(Uint8Array.prototype),
      () => 0,
    ]);
    return value as Value;
  }

  #oneIn(count: number): boolean {
    return this.random.below(count) === 0;
  }
}
