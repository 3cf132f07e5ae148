/**
 * Most shares of one job that are remembered. Beyond it the oldest are forgotten, which at worst lets a
 * pool refuse a duplicate: refusing shares that may be good would be worse.
 */
const maxKeys = 200_000;

/** The shares of a job that came already. */
export class ShareKeys {
  readonly #keys = new Set<string>();

  has(key: string): boolean {
    return this.#keys.has(key);
  }

  add(key: string): void {
    this.#keys.add(key);
    if (this.#keys.size <= maxKeys) return;
    for (const oldest of this.#keys) {
      this.#keys.delete(oldest);
      return;
    }
  }
}
