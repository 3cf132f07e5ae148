/** Runs asynchronous work one piece after another, in the order in which it came. */
export class Serial {
  #last: Promise<unknown> = Promise.resolve();

  /** @returns what the work returns; its failure does not stop what comes after it */
  run<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined);
    return result;
  }
}
