interface Counts {
  readonly accepted: number;
  readonly rejected: number;
  /** Found wrong by the miner itself, and not sent. */
  readonly invalid: number;
}

/** Totals as a miner tells them; null where it does not. */
type Told = { readonly [Name in keyof Counts]: number | null };

const none: Counts = { accepted: 0, rejected: 0, invalid: 0 };

/** Shares of a run. A miner counts from 0 again after each restart; a run does not. */
export class ShareCount {
  #before = none;
  #ofProcess = none;

  get total(): Counts {
    const [before, now] = [this.#before, this.#ofProcess];
    return {
      accepted: before.accepted + now.accepted,
      rejected: before.rejected + now.rejected,
      invalid: before.invalid + now.invalid,
    };
  }

  /**
   * @param told  totals of the present process
   * @returns     whether that changed the run's totals
   */
  told({ accepted, rejected, invalid }: Told): boolean {
    const old = this.#ofProcess;
    // Output can be behind the API, so a smaller number is an older one.
    const now = {
      accepted: Math.max(old.accepted, accepted ?? 0),
      rejected: Math.max(old.rejected, rejected ?? 0),
      invalid: Math.max(old.invalid, invalid ?? 0),
    };
    this.#ofProcess = now;
    return (
      now.accepted !== old.accepted || now.rejected !== old.rejected || now.invalid !== old.invalid
    );
  }

  processEnded(): void {
    this.#before = this.total;
    this.#ofProcess = none;
  }
}
