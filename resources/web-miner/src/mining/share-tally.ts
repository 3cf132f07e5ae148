import type { ShareResult } from '../bridge/messages.ts';

/** What became of the shares of this visit. */
export interface ShareCounts {
  readonly accepted: number;
  readonly rejected: number;
  /** Sent, and not answered yet. */
  readonly waiting: number;
  /** Sent, and never answered: the connection broke. */
  readonly lost: number;
  /** What was said of the last that was rejected; null: none was. */
  readonly lastRejection: ShareResult | null;
}

export class ShareTally {
  #counts: ShareCounts = { accepted: 0, rejected: 0, waiting: 0, lost: 0, lastRejection: null };

  get counts(): ShareCounts {
    return this.#counts;
  }

  sent(): void {
    this.#counts = { ...this.#counts, waiting: this.#counts.waiting + 1 };
  }

  answered(answer: ShareResult): void {
    const { accepted, rejected, waiting, lastRejection } = this.#counts;
    this.#counts = {
      ...this.#counts,
      waiting: Math.max(0, waiting - 1),
      accepted: accepted + (answer.accepted ? 1 : 0),
      rejected: rejected + (answer.accepted ? 0 : 1),
      lastRejection: answer.accepted ? lastRejection : answer,
    };
  }

  /** No answer can come any more. */
  disconnected(): void {
    const { waiting, lost } = this.#counts;
    this.#counts = { ...this.#counts, waiting: 0, lost: lost + waiting };
  }
}
