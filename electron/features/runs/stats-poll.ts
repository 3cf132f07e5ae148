import type { Clock } from '../../base/clock.ts';
import type { MinerReport } from '../../protocols/miner-output/miner-report.ts';
import type { Launch } from './ports.ts';

/** A program of its own is started for each answer: RaveOS asks about as often. */
const periodMs = 10_000;

/**
 * Figures that the launch brings its own way for, instead of an API. Between two answers the last
 * one holds, so that whoever asks more often is told the same.
 */
export class StatsPoll {
  /** It has no address that could be asked for anything else. */
  readonly api = null;
  readonly isStranger = false;
  readonly #poll: NonNullable<Launch['pollStats']>;
  readonly #clock: Clock;
  readonly #signal: AbortSignal;
  #last: MinerReport | null = null;
  #dueAt = 0;

  constructor(poll: NonNullable<Launch['pollStats']>, clock: Clock, signal: AbortSignal) {
    this.#poll = poll;
    this.#clock = clock;
    this.#signal = signal;
  }

  /** @returns null where nothing is known */
  async ask(): Promise<MinerReport | null> {
    if (this.#clock.now() < this.#dueAt) return this.#last;
    this.#last = null;
    this.#dueAt = this.#clock.now() + periodMs;
    this.#last = await this.#poll(this.#signal);
    return this.#last;
  }
}
