import type { AnyShare, Dialect, PracticeJob, Refusal } from './dialect.ts';
import type { PracticeJobs } from './practice-jobs.ts';

/** Jobs of one client whose shares can be checked; more than come in a block. */
const maxJobs = 64;

/** Shares of one client that are remembered to know them again; at a few a minute it is a day's. */
const maxShares = 10_000;

interface Issued<Job> {
  readonly job: Job;
  readonly difficulty: number;
}

/** What became of a share: the difficulty it is taken for, or why it is not. */
export type Verdict = { readonly difficulty: number } | Refusal;

/** The jobs one client was given, and the shares it has sent. */
export class ShareBook<Job extends PracticeJob, Share extends AnyShare> {
  readonly #dialect: Pick<Dialect<Job, Share>, 'check'>;
  readonly #jobs: PracticeJobs<Job>;
  readonly #extranonce1: Uint8Array;
  readonly #issued = new Map<string, Issued<Job>>();
  readonly #seen = new Set<string>();
  #nextId = 1;

  constructor(
    dialect: Pick<Dialect<Job, Share>, 'check'>,
    jobs: PracticeJobs<Job>,
    extranonce1: Uint8Array,
  ) {
    this.#dialect = dialect;
    this.#jobs = jobs;
    this.#extranonce1 = extranonce1;
  }

  /** Notes that the client was given this job. @returns the id it is given under */
  issue(job: Job, difficulty: number): string {
    const id = this.#nextId.toString(16);
    this.#nextId += 1;
    this.#issued.set(id, { job, difficulty });
    forgetOldest(this.#issued, maxJobs);
    return id;
  }

  check(share: Share, now: number): Verdict {
    const issued = this.#issued.get(share.jobId);
    if (!issued) return { reason: 'unknown-job' };
    const { job, difficulty } = issued;
    if (!this.#jobs.isOpen(job, now)) return { reason: 'stale' };
    const refusal = this.#dialect.check(share, {
      job,
      difficulty,
      extranonce1: this.#extranonce1,
      now,
      isNew: (key) => this.#isNew(key),
    });
    return refusal ?? { difficulty };
  }

  #isNew(key: string): boolean {
    if (this.#seen.has(key)) return false;
    this.#seen.add(key);
    forgetOldest(this.#seen, maxShares);
    return true;
  }
}

/** Maps and sets remember the order in which their entries came. */
function forgetOldest(entries: Map<string, unknown> | Set<string>, most: number): void {
  if (entries.size <= most) return;
  const [oldest] = entries.keys();
  if (oldest !== undefined) entries.delete(oldest);
}
