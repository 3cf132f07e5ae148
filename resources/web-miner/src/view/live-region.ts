import type { Clock } from '../../../../electron/base/clock.ts';

/** Whoever listens is told no more often, ms. */
const quietMs = 10_000;

/** Tells people who hear the page what has changed: the latest, and not too often. */
export class LiveRegion {
  readonly #say: (text: string) => void;
  readonly #clock: Clock;
  #saidAt = -Infinity;
  #said = '';
  #next: string | null = null;

  constructor(say: (text: string) => void, clock: Clock) {
    this.#say = say;
    this.#clock = clock;
  }

  tell(text: string): void {
    const isWaiting = this.#next !== null;
    this.#next = text;
    if (isWaiting) return;
    const waitMs = this.#saidAt + quietMs - this.#clock.now();
    if (waitMs <= 0) this.#speak();
    else this.#clock.after(waitMs, () => this.#speak());
  }

  #speak(): void {
    const text = this.#next;
    this.#next = null;
    if (text === null || text === this.#said) return;
    this.#said = text;
    this.#saidAt = this.#clock.now();
    this.#say(text);
  }
}
