import type { Clock } from '../../base/clock.ts';

/** How long anybody waits; a driver that hangs must hold nobody up, ms. */
const timeoutMs = 4_000;

export interface Question<Answer> {
  /** Where it fails, the answer is `unknown`. */
  readonly ask: () => Promise<Answer>;
  readonly unknown: Answer;
  /** How long an answer is good for, ms. */
  readonly goodForMs: (answer: Answer) => number;
}

/** An answer that is asked for no more often than it is worth, however many want it. */
export class SharedAnswer<Answer> {
  readonly #clock: Clock;
  readonly #question: Question<Answer>;
  #answer: Answer;
  #answeredAt = -Infinity;
  #asking: Promise<void> | undefined;

  constructor(clock: Clock, question: Question<Answer>) {
    this.#clock = clock;
    this.#question = question;
    this.#answer = question.unknown;
  }

  /** @returns `unknown` where there is no answer within four seconds. Never rejects. */
  async read(): Promise<Answer> {
    // After a clock was set back, an answer is of no age that is known.
    const age = this.#clock.now() - this.#answeredAt;
    if (age >= 0 && age < this.#question.goodForMs(this.#answer)) return this.#answer;
    // A question without an answer stays the only one, so that questions do not pile up.
    this.#asking ??= this.#ask().finally(() => (this.#asking = undefined));
    let cancel = (): void => undefined;
    const deadline = new Promise<'late'>((resolve) => {
      cancel = this.#clock.after(timeoutMs, () => resolve('late'));
    });
    const outcome = await Promise.race([this.#asking, deadline]);
    cancel();
    return outcome === 'late' ? this.#question.unknown : this.#answer;
  }

  async #ask(): Promise<void> {
    const { ask, unknown } = this.#question;
    this.#answer = await ask().catch(() => unknown);
    this.#answeredAt = this.#clock.now();
  }
}
