import type { ShareRejection } from '../../../contract/values/bridge.ts';
import type { HdsPoolJob, PoolJob } from '../../../pool-session/pool-session.ts';
import { packDifficulty, unpackDifficulty } from '../../../protocols/beam/packed-difficulty.ts';
import { toHex } from '../../../protocols/stratum/bitcoin/hex.ts';
import { beamGeneration, mainForks } from '../../../protocols/stratum/hds/beam-hash.ts';
import { decodeClientMessage } from '../../../protocols/stratum/hds/client-messages.ts';
import { descriptions, type HdsVerdict } from '../../../protocols/stratum/hds/codes.ts';
import { maxLineLength, type HdsShare } from '../../../protocols/stratum/hds/job.ts';
import { hasPrefix, type NoncePrefix } from '../../../protocols/stratum/hds/nonce-prefix.ts';
import {
  encodeCancel,
  encodeJob,
  encodeResult,
} from '../../../protocols/stratum/hds/server-messages.ts';
import type { RequestId } from '../../../protocols/stratum/stratum-errors.ts';
import { Aims } from '../core/aim.ts';
import type { ShareKeys } from '../core/share-keys.ts';
import {
  refusal,
  type Claim,
  type Refusal,
  type Seat,
  type Submission,
  type Work,
} from '../core/work.ts';
import {
  jobOf,
  type ClientRequest,
  type Dialect,
  type Speaker,
  type View,
  type WorkParts,
} from './dialect.ts';
import type { SolutionKernel } from './kernels.ts';

/** Nodes and pools of Hds and Beam, and their miners. */
export const hds: Dialect = {
  name: 'hds',
  maxLineLength,
  // Miners read it as a decimal number.
  keyOf: (number) => String(number),
  sliceCount: (job) => 16 ** sliceDigits(jobOf(job, 'hds')),
  likelySlices: 65_536,
  identityOf: (job) => jobOf(job, 'hds').job.input.join(' '),
  // A node takes shares of its last jobs as well, and says when one is too old.
  isClean: () => false,
  openWork: (job, parts) => new HdsWork(job, parts),
  speak: () => new HdsSpeaker(),
};

/** Longest prefix that miners take, and what tells clients apart behind that of the pool, in digits. */
const maxPrefixDigits = 12;
const usualDigits = 4;

/** Many miners read the prefix byte by byte, so that it has to end with a whole one. */
function sliceDigits({ noncePrefix }: HdsPoolJob): number {
  const wanted = usualDigits + (noncePrefix.length % 2);
  return Math.min(wanted, maxPrefixDigits - noncePrefix.length);
}

const allOnes = new Uint8Array(32).fill(0xff);

class HdsWork implements Work {
  readonly key: string;
  readonly number: number;
  readonly openedAt: number;
  readonly clean: boolean;
  readonly job: HdsPoolJob;
  readonly seen: ShareKeys;
  readonly aims: Aims;
  readonly #kernel: SolutionKernel | null;

  constructor(poolJob: PoolJob, { key, number, openedAt, clean, seen, kernels }: WorkParts) {
    this.key = key;
    this.number = number;
    this.openedAt = openedAt;
    this.clean = clean;
    this.seen = seen;
    this.job = jobOf(poolJob, 'hds');
    this.#kernel = kernels.solutions;
    const { difficulty: packed } = this.job.job;
    const asked = unpackDifficulty(packed).difficulty;
    this.aims = new Aims((factor) => {
      const eased = factor === 1 ? packed : packDifficulty(Math.max(1, asked * factor));
      const { difficulty } = unpackDifficulty(eased);
      return { difficulty, hashes: difficulty, target: allOnes, packed: eased };
    });
  }

  prefixOf({ slice }: Seat): NoncePrefix {
    const digits = sliceDigits(this.job);
    const own = digits === 0 ? '' : slice.toString(16).padStart(digits, '0');
    return this.job.noncePrefix + own;
  }

  claim(seat: Seat, share: HdsShare): Claim | Refusal {
    const { job, forks } = this.job;
    const { nonce, solution } = share;
    if (!hasPrefix(toHex(nonce), this.prefixOf(seat))) {
      return refusal('malformed', 'the nonce is not from the part given to this client');
    }
    const kernel = this.#kernel;
    const generation = beamGeneration(job.height, forks ?? mainForks);
    return {
      key: `${nonce.join('.')} ${solution.join('.')}`,
      verify() {
        const verdict = kernel?.verifyBeam(generation, job.input, nonce, solution) ?? 'valid';
        return verdict === 'valid' ? null : refusal('malformed', `invalid solution: ${verdict}`);
      },
      reaches: ({ packed }) => kernel?.beamTargetReached(solution, packed) ?? true,
      upstream: () => ({ dialect: 'hds', job: this.job, share: { ...share, jobId: job.id } }),
    };
  }

  [Symbol.dispose](): void {
    // Nothing is held.
  }
}

class HdsSpeaker implements Speaker {
  readonly subscribes = false;
  /** A result names the job and not the share. */
  readonly answersInOrder = true;

  read(line: string): ClientRequest {
    const message = decodeClientMessage(line);
    switch (message.kind) {
      case 'login':
        return { kind: 'login', id: message.id, ...accountOf(message.apiKey) };
      case 'solution': {
        const { share } = message;
        return { kind: 'submit', id: share.jobId, submission: submissionOf(share) };
      }
      case 'wrong-length': {
        const { part, jobId } = message;
        const detail = descriptions[part === 'nonce' ? 'nonce-size' : 'solution-size'];
        return { kind: 'bad-share', id: jobId, refusal: refusal('malformed', detail) };
      }
      case 'unknown':
        break;
    }
    return { kind: 'say', text: encodeResult(message.id, 'unknown-method') };
  }

  subscribed(): string {
    throw new TypeError('clients of this dialect log in at once');
  }

  loggedIn(id: RequestId, view: View): string {
    const work = hdsWork(view.work);
    const { forks } = work.job;
    const noncePrefix = work.prefixOf(view.seat);
    const details = { noncePrefix, ...(forks && { forks }) };
    return encodeResult(textOf(id), 'success', details) + this.job(view);
  }

  job({ work, seat, aim }: View): string {
    const given = hdsWork(work);
    const { job } = given.job;
    return encodeJob({ ...job, id: work.key, difficulty: aim.packed }, given.prefixOf(seat));
  }

  cancelled({ key }: Work): string {
    return encodeCancel(key);
  }

  jobAnswer(_: RequestId, view: View): string {
    return this.job(view);
  }

  /** Each job says all there is to know. */
  canFollow(): boolean {
    return true;
  }

  accepted(id: RequestId): string {
    return encodeResult(textOf(id), 'accepted');
  }

  refused(id: RequestId, { reason, detail }: Refusal): string {
    const size = sizes.find((verdict) => descriptions[verdict] === detail);
    return encodeResult(textOf(id), size ?? verdicts[reason]);
  }

  misunderstood(id: RequestId, problem: string): string {
    const isEmptyId = problem.includes('the id is empty');
    return encodeResult(textOf(id), isEmptyId ? 'empty-id' : 'corrupted');
  }
}

const sizes = ['nonce-size', 'solution-size'] as const;

const verdicts: Readonly<Record<ShareRejection, HdsVerdict>> = {
  stale: 'expired',
  'wrong-job': 'expired',
  duplicate: 'duplicate',
  'low-difficulty': 'low-difficulty',
  malformed: 'invalid-solution',
  'over-rate': 'rejected',
  'not-authorized': 'login-failed',
  'pool-rejected': 'rejected',
  'pool-lost': 'expired',
};

/** There is but one field: a password, an account, or `account:password`. */
function accountOf(apiKey: string) {
  const colon = apiKey.lastIndexOf(':');
  const user = colon < 0 ? apiKey : apiKey.slice(0, colon);
  return { user, password: apiKey.slice(colon + 1), agent: null, rig: null };
}

function submissionOf(share: HdsShare): Submission {
  return {
    jobKey: share.jobId,
    worker: null,
    claim: (work, seat) => hdsWork(work).claim(seat, share),
  };
}

function hdsWork(work: Work): HdsWork {
  if (work instanceof HdsWork) return work;
  throw new TypeError('work of another dialect');
}

const textOf = (id: RequestId): string => String(id ?? '');
