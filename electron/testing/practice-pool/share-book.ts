import type { AnyShare, Dialect, IssuedJob, PoolClient, PracticeJob, Refusal } from './dialect.ts';
import { forgetOldest } from './forget-oldest.ts';
import type { PracticeJobs } from './practice-jobs.ts';
import type { SeenShares } from './seen-shares.ts';

/** Jobs of one client whose shares can be checked; more than come in a block. */
const maxJobs = 64;

/** What became of a share: the difficulty it is taken for and its key, or why it is not. */
export type Verdict = { readonly difficulty: number; readonly key: string } | Refusal;

export interface ShareBookParts<Job extends PracticeJob, Share extends AnyShare> {
  readonly dialect: Pick<Dialect<Job, Share>, 'check' | 'jobId'>;
  readonly jobs: PracticeJobs<Job>;
  readonly seen: SeenShares;
}

/** The jobs one client was given, by which its shares are checked. */
export class ShareBook<Job extends PracticeJob, Share extends AnyShare> {
  readonly client: PoolClient;
  readonly #parts: ShareBookParts<Job, Share>;
  readonly #issued = new Map<string, IssuedJob<Job>>();
  #jobs = 0;

  constructor(client: PoolClient, parts: ShareBookParts<Job, Share>) {
    this.client = client;
    this.#parts = parts;
  }

  /** Notes that the client is given the newest job. */
  issue(difficulty: number, cleanJobs: boolean): IssuedJob<Job> {
    const { dialect, jobs } = this.#parts;
    const job = jobs.current;
    this.#jobs += 1;
    const id = dialect.jobId(job, this.#jobs, this.client);
    const issued = { job, id, difficulty, cleanJobs };
    this.#issued.set(id, issued);
    forgetOldest(this.#issued, maxJobs);
    return issued;
  }

  check(share: Share, now: number): Verdict {
    const { dialect, jobs, seen } = this.#parts;
    const issued = this.#issued.get(share.jobId);
    if (!issued) return { reason: 'unknown-job' };
    const { job, difficulty } = issued;
    if (!jobs.isOpen(job, now)) return { reason: 'stale' };
    let key = '';
    const isNew = (named: string): boolean => {
      key = named;
      return seen.add(job.tip.height, named);
    };
    const refusal = dialect.check(share, { job, difficulty, client: this.client, now, isNew });
    return refusal ?? { difficulty, key };
  }
}
