import { randomBytes } from 'node:crypto';
import type { ShareRejection } from '../../../contract/values/bridge.ts';
import type { CryptonotePoolJob, PoolJob } from '../../../pool-session/pool-session.ts';
import { decodeClientMessage } from '../../../protocols/stratum/cryptonote/client-messages.ts';
import { cryptonoteFailures } from '../../../protocols/stratum/cryptonote/failures.ts';
import type { CryptonoteJob, CryptonoteShare } from '../../../protocols/stratum/cryptonote/job.ts';
import {
  keepsNoncePrefix,
  withNoncePrefix,
} from '../../../protocols/stratum/cryptonote/nonce-prefix.ts';
import { clientsPerLogin } from '../../../protocols/stratum/cryptonote/nonce-prefixes.ts';
import {
  encodeAccepted,
  encodeJob,
  encodeJobResult,
  encodeKeptAlive,
  encodeRefusal,
  encodeSession,
  extensions,
} from '../../../protocols/stratum/cryptonote/server-messages.ts';
import { sessionIdOf } from '../../../protocols/stratum/cryptonote/session-id.ts';
import {
  difficultyOf,
  fullTarget,
  targetOf,
  type TargetBytes,
} from '../../../protocols/stratum/cryptonote/target.ts';
import type { RequestId, StratumFailureKind } from '../../../protocols/stratum/stratum-errors.ts';
import { Aims, isWithin, type Aim } from '../core/aim.ts';
import type { ShareKeys } from '../core/share-keys.ts';
import { refusal, type Claim, type Refusal, type Submission, type Work } from '../core/work.ts';
import {
  jobOf,
  type ClientRequest,
  type Dialect,
  type Speaker,
  type View,
  type WorkParts,
} from './dialect.ts';

/** Pools of CryptoNote coins, and XMRig. Clients share a login as NiceHash has it: by a byte of the nonce. */
export const cryptonote: Dialect = {
  name: 'cryptonote',
  maxLineLength: 8_192,
  keyOf: (number) => number.toString(16).padStart(4, '0'),
  // Where the pool already has that byte, miners can be told of no other.
  sliceCount: (job) => (jobOf(job, 'cryptonote').noncePrefix === null ? clientsPerLogin : 1),
  likelySlices: clientsPerLogin,
  identityOf: (job) => jobOf(job, 'cryptonote').job.blob.join(' '),
  // Pools take shares of the last blocks, too.
  isClean: () => false,
  openWork: (job, parts) => new CryptonoteWork(job, parts),
  speak: () => new CryptonoteSpeaker(),
};

/** Hashes are told by the clients and compared with what was asked; only the pool computes them. */
class CryptonoteWork implements Work {
  readonly key: string;
  readonly number: number;
  readonly openedAt: number;
  readonly clean: boolean;
  readonly job: CryptonotePoolJob;
  readonly seen: ShareKeys;
  readonly aims: Aims;

  constructor(poolJob: PoolJob, { key, number, openedAt, clean, seen }: WorkParts) {
    this.key = key;
    this.number = number;
    this.openedAt = openedAt;
    this.clean = clean;
    this.seen = seen;
    this.job = jobOf(poolJob, 'cryptonote');
    const { target } = this.job.job;
    const asked = Number(difficultyOf(target));
    this.aims = new Aims((factor) => {
      const difficulty = Math.max(1, Math.floor(asked * factor));
      const full = fullTarget(factor === 1 ? target : targetOf(difficulty, 32));
      return { difficulty, hashes: difficulty, target: full, packed: 0 };
    });
  }

  jobFor({ seat, aim }: View): CryptonoteJob {
    const { job, noncePrefix } = this.job;
    const own = noncePrefix === null ? withNoncePrefix(job, seat.slice) : job;
    const bytes = job.target.length as TargetBytes;
    const target = aim === this.aims.pool ? job.target : targetOf(aim.difficulty, bytes);
    return { ...own, id: this.key, target };
  }

  [Symbol.dispose](): void {
    // Nothing is held.
  }
}

class CryptonoteSpeaker implements Speaker {
  readonly subscribes = false;
  readonly answersInOrder = false;

  read(line: string): ClientRequest {
    const message = decodeClientMessage(line);
    switch (message.kind) {
      case 'login': {
        const { user, password, userAgent, rigName = null } = message.login;
        return { kind: 'login', id: message.id, user, password, agent: userAgent, rig: rigName };
      }
      case 'submit':
        return { kind: 'submit', id: message.id, submission: submissionOf(message.share) };
      case 'get-job':
        return { kind: 'get-job', id: message.id };
      case 'keep-alive':
        return { kind: 'say', text: encodeKeptAlive(message.id) };
      case 'answer':
        return { kind: 'say', text: null };
      case 'unknown':
        break;
    }
    return { kind: 'say', text: this.misunderstood(message.id) };
  }

  subscribed(): string {
    throw new TypeError('clients of this dialect log in at once');
  }

  loggedIn(id: RequestId, view: View): string {
    const job = cryptonoteWork(view.work).jobFor(view);
    const known = extensions.filter((name) => name !== 'algo' || job.algorithm !== undefined);
    // XMRig that meets the session it had takes it for a mistake and hangs up, for ever.
    const sessionId = sessionIdOf(new Uint8Array(randomBytes(16)));
    return encodeSession(id, { sessionId, job, extensions: known });
  }

  job(view: View): string {
    return encodeJob(cryptonoteWork(view.work).jobFor(view));
  }

  cancelled(): null {
    return null;
  }

  jobAnswer(id: RequestId, view: View): string {
    return encodeJobResult(id, cryptonoteWork(view.work).jobFor(view));
  }

  /** Each job says all there is to know. */
  canFollow(): boolean {
    return true;
  }

  accepted(id: RequestId): string {
    return encodeAccepted(id);
  }

  refused(id: RequestId, { reason, detail }: Refusal): string {
    const kind = failures[reason];
    const failure = cryptonoteFailures[kind];
    return encodeRefusal(
      id,
      kind === 'other' && detail ? { ...failure, message: detail } : failure,
    );
  }

  misunderstood(id: RequestId): string {
    return encodeRefusal(id, cryptonoteFailures.other);
  }
}

const failures: Readonly<Record<ShareRejection, StratumFailureKind>> = {
  stale: 'job-not-found',
  'wrong-job': 'job-not-found',
  duplicate: 'duplicate-share',
  'low-difficulty': 'low-difficulty',
  malformed: 'other',
  'over-rate': 'other',
  'not-authorized': 'unauthorized',
  'pool-rejected': 'other',
  'pool-lost': 'other',
};

function submissionOf(share: CryptonoteShare): Submission {
  return {
    jobKey: share.jobId,
    worker: null,
    claim: (work, { slice }) => claimOf(cryptonoteWork(work), slice, share),
  };
}

function claimOf(work: CryptonoteWork, slice: number, share: CryptonoteShare): Claim | Refusal {
  const { job, noncePrefix } = work.job;
  if (!keepsNoncePrefix(share.nonce, noncePrefix ?? slice)) {
    return refusal('malformed', 'the nonce is not from the part given to this client');
  }
  return {
    key: share.nonce.join('.'),
    verify: () => null,
    reaches: ({ target }: Aim) => isWithin(share.hash, target),
    upstream: () => ({ dialect: 'cryptonote', job: work.job, share: { ...share, jobId: job.id } }),
  };
}

function cryptonoteWork(work: Work): CryptonoteWork {
  if (work instanceof CryptonoteWork) return work;
  throw new TypeError('work of another dialect');
}
