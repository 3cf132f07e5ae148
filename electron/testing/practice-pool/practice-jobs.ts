import { randomBytes } from 'node:crypto';
import type { PracticeJob, Tip } from './dialect.ts';

/** As many jobs before there is a new block: five minutes, half of what Bitcoin takes. */
const jobsPerBlock = 10;

/** How long shares of the last block are taken: they were on their way when the new one was told. */
const graceMs = 1_000;

/** Where the chains begin: about where Bitcoin was, so that a height looks like one. */
const firstHeight = 900_000;

/** Makes the jobs of a network that does not exist. */
export class PracticeJobs<Job extends PracticeJob> implements Disposable {
  readonly #make: (tip: Tip, now: number) => Job;
  readonly #open = new Set<Job>();
  #current: Job;
  /** Of the present block. */
  #jobs = 1;
  #blockSince: number;

  /** @param now  epoch ms */
  constructor(make: (tip: Tip, now: number) => Job, now: number) {
    this.#make = make;
    this.#blockSince = now;
    this.#current = make(tipAt(firstHeight), now);
    this.#open.add(this.#current);
  }

  get current(): Job {
    return this.#current;
  }

  /**
   * @param endsBlock  whether a block is found at once; otherwise one is when its time has come
   * @returns          whether it is of a new block, so that all earlier jobs are over
   */
  next(now: number, endsBlock = false): boolean {
    const isNewBlock = endsBlock || this.#jobs >= jobsPerBlock;
    this.#jobs = isNewBlock ? 1 : this.#jobs + 1;
    if (isNewBlock) this.#blockSince = now;
    const { tip } = this.#current;
    this.#current = this.#make(isNewBlock ? tipAt(tip.height + 1) : tip, now);
    this.#open.add(this.#current);
    for (const job of this.#open) if (!this.isOpen(job, now)) this.#close(job);
    return isNewBlock;
  }

  /** Whether shares of this job still count. */
  isOpen(job: Job, now: number): boolean {
    if (!this.#open.has(job)) return false;
    const { height } = this.#current.tip;
    if (job.tip.height === height) return true;
    return job.tip.height === height - 1 && now - this.#blockSince <= graceMs;
  }

  [Symbol.dispose](): void {
    for (const job of this.#open) this.#close(job);
  }

  #close(job: Job): void {
    this.#open.delete(job);
    job[Symbol.dispose]?.();
  }
}

function tipAt(height: number): Tip {
  const previousHash = new Uint8Array(randomBytes(32));
  // The hash of a real block ends with zeros, in the order in which it is hashed.
  previousHash.fill(0, 28);
  return { height, previousHash };
}
