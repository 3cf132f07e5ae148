/** A share that a client has sent and the bridge has not answered. */
export interface OpenShare {
  /** By which the pool knows it. */
  readonly key: string;
  readonly sentAt: number;
  /** @param reason  null: it was accepted */
  answer(reason: string | null): void;
}

/** What clients sent and what they were told of it. */
export class ShareLedger {
  /** Keys of shares that were answered with yes, and of those that were answered with no. */
  readonly accepted = new Set<string>();
  readonly refused = new Map<string, string>();
  readonly reasons: Record<string, number> = {};
  sent = 0;
  /** Answers to what was answered before, or to nothing. */
  strayAnswers = 0;
  /** Longest time to an answer, ms. */
  slowestMs = 0;
  readonly #open = new Set<OpenShare>();

  /** How many wait for their answer. */
  get open(): number {
    return this.#open.size;
  }

  send(key: string): OpenShare {
    this.sent += 1;
    const share: OpenShare = {
      key,
      sentAt: performance.now(),
      answer: (reason) => this.#answered(share, reason),
    };
    this.#open.add(share);
    return share;
  }

  #answered(share: OpenShare, reason: string | null): void {
    if (!this.#open.delete(share)) {
      this.strayAnswers += 1;
      return;
    }
    this.slowestMs = Math.max(this.slowestMs, performance.now() - share.sentAt);
    if (reason === null) this.accepted.add(share.key);
    else {
      this.refused.set(share.key, reason);
      this.reasons[reason] = (this.reasons[reason] ?? 0) + 1;
    }
  }
}

/** How the books of the clients and of the pool differ: all of it should be empty. */
export interface BookDifferences {
  /** Clients were told yes, and the pool has never taken it. */
  readonly neverTaken: readonly string[];
  /** The pool has taken it, and its client was told no, other than that nobody knows. */
  readonly takenButRefused: readonly string[];
  /** The pool has taken what no client is known to have sent. */
  readonly fromNobody: readonly string[];
}

/** @param taken  keys of the shares that the pool has taken, each once */
export function compareBooks(ledger: ShareLedger, taken: ReadonlySet<string>): BookDifferences {
  const { accepted, refused } = ledger;
  const others = [...taken].filter((key) => !accepted.has(key));
  return {
    neverTaken: [...accepted].filter((key) => !taken.has(key)),
    takenButRefused: others.flatMap((key) => {
      const reason = refused.get(key);
      return reason === undefined || reason === 'pool-lost' ? [] : [`${key} ${reason}`];
    }),
    fromNobody: others.filter((key) => !refused.has(key)),
  };
}
