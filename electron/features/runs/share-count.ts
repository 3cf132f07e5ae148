interface Counts {
  readonly accepted: number;
  readonly rejected: number;
}

/** Shares of a run. A miner counts from 0 again after each restart; a run does not. */
export class ShareCount {
  #before: Counts = { accepted: 0, rejected: 0 };
  #ofProcess: Counts = { accepted: 0, rejected: 0 };

  get total(): Counts {
    return {
      accepted: this.#before.accepted + this.#ofProcess.accepted,
      rejected: this.#before.rejected + this.#ofProcess.rejected,
    };
  }

  /**
   * Totals of the present process as it tells them; null where it does not.
   * @returns whether that changed the run's totals
   */
  told(accepted: number | null, rejected: number | null): boolean {
    const old = this.#ofProcess;
    // Output can be behind the API, so a smaller number is an older one.
    this.#ofProcess = {
      accepted: Math.max(old.accepted, accepted ?? 0),
      rejected: Math.max(old.rejected, rejected ?? 0),
    };
    return this.#ofProcess.accepted !== old.accepted || this.#ofProcess.rejected !== old.rejected;
  }

  processEnded(): void {
    this.#before = this.total;
    this.#ofProcess = { accepted: 0, rejected: 0 };
  }
}
