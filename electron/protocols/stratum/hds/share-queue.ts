interface Waiting<Share> {
  readonly jobId: string;
  readonly share: Share;
}

/**
 * Shares that wait for their results. A result names the job and not the share, so those of one job are
 * answered in the order in which they were sent.
 */
export class ShareQueue<Share> {
  readonly #maxWaiting: number;
  /** Oldest first. */
  #waiting: Waiting<Share>[] = [];

  /** @param maxWaiting  how many may be unanswered at once */
  constructor(maxWaiting: number) {
    this.#maxWaiting = maxWaiting;
  }

  get size(): number {
    return this.#waiting.length;
  }

  /** @returns false where too many wait already; the share is then not to be sent */
  sent(jobId: string, share: Share): boolean {
    if (this.#waiting.length >= this.#maxWaiting) return false;
    this.#waiting.push({ jobId, share });
    return true;
  }

  /**
   * Takes the share that a result belongs to.
   *
   * @param id  that of the result
   * @returns   undefined where no share of that job waits
   */
  answered(id: string): Share | undefined {
    const at = this.#waiting.findIndex(({ jobId }) => jobId === id);
    const [first] = at < 0 ? [] : this.#waiting.splice(at, 1);
    return first?.share;
  }

  /** Takes all, oldest first: the connection has ended, and no result will come any more. */
  takeAll(): Share[] {
    const shares = this.#waiting.map(({ share }) => share);
    this.#waiting = [];
    return shares;
  }
}
