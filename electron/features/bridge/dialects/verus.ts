import { encodeAnswer } from '../../../protocols/stratum/envelope.ts';
import type { RequestId } from '../../../protocols/stratum/stratum-errors.ts';
import { stratumCodes } from '../../../protocols/stratum/stratum-errors.ts';
import { headerNonce, headerNonceBytes } from '../../../protocols/stratum/verus/block-header.ts';
import { decodeClientMessage } from '../../../protocols/stratum/verus/client-messages.ts';
import type { VerusShare } from '../../../protocols/stratum/verus/job.ts';
import {
  encodeExtranonce,
  encodeJob,
  encodeNoTransactions,
  encodeSubscription,
  encodeTarget,
} from '../../../protocols/stratum/verus/server-messages.ts';
import { nonceSpaceOffset } from '../../../protocols/stratum/verus/solution.ts';
import { isWithin } from '../core/aim.ts';
import { refusal, type Refusal, type Submission, type Work } from '../core/work.ts';
import { jobOf, type ClientRequest, type Dialect, type Speaker, type View } from './dialect.ts';
import { miningFailure } from './mining-failure.ts';
import { claimVerus, sliceWidth, VerusWork } from './verus-work.ts';

/** Pools of Verus, and ccminer, nheqminer and our own miner. */
export const verus: Dialect = {
  name: 'verus',
  // A submit has some 2,900 characters; pools of this kind take no longer lines either.
  maxLineLength: 10_240,
  keyOf: (number) => number.toString(16).padStart(4, '0'),
  sliceCount: (job) => 2 ** (8 * sliceWidth(jobOf(job, 'verus'))),
  likelySlices: 65_536,
  identityOf(given) {
    const { job, extranonce1 } = jobOf(given, 'verus');
    return [job.time, job.merkleRoot, job.solution, extranonce1].join(' ');
  },
  isClean: (job) => jobOf(job, 'verus').job.cleanJobs,
  openWork: (job, parts) => new VerusWork(job, parts),
  speak: () => new VerusSpeaker(),
};

/** The texts of jobs are the same for all clients. */
const jobTexts = new WeakMap<Work, { readonly clean: string; readonly soft: string }>();

class VerusSpeaker implements Speaker {
  readonly subscribes = true;
  readonly answersInOrder = false;
  #extranonce1: string | undefined;
  #target: Uint8Array | undefined;

  read(line: string): ClientRequest {
    const message = decodeClientMessage(line);
    switch (message.kind) {
      case 'subscribe':
        return { kind: 'subscribe', id: message.id, agent: message.userAgent };
      case 'authorize': {
        const { id, worker, password } = message;
        return { kind: 'login', id, user: worker, password, agent: null, rig: null };
      }
      case 'submit':
        return { kind: 'submit', id: message.id, submission: submissionOf(message.share) };
      case 'extranonce-subscribe':
      case 'pbaas-subscribe':
        return { kind: 'say', text: this.accepted(message.id) };
      case 'get-transactions':
        return { kind: 'say', text: encodeNoTransactions() };
      case 'ping':
      case 'answer':
        return { kind: 'say', text: null };
      case 'unknown':
        break;
    }
    return { kind: 'say', text: this.misunderstood(message.id, 'Not supported.') };
  }

  subscribed(id: RequestId, { work, seat }: View): string {
    const extranonce1 = verusWork(work).extranonce1(seat);
    this.#extranonce1 = String(extranonce1);
    return encodeSubscription(id, extranonce1);
  }

  loggedIn(id: RequestId): string {
    return this.accepted(id);
  }

  job({ work, seat, aim }: View): string {
    const { job } = verusWork(work).job;
    let text = '';
    const extranonce1 = verusWork(work).extranonce1(seat);
    const isMoved = this.#extranonce1 !== String(extranonce1);
    if (isMoved) text += encodeExtranonce(extranonce1);
    const isSameTarget =
      this.#target && isWithin(this.#target, aim.target) && isWithin(aim.target, this.#target);
    if (!isSameTarget) text += encodeTarget(aim.target);
    this.#extranonce1 = String(extranonce1);
    this.#target = aim.target;
    const known = jobTexts.get(work) ?? {
      clean: encodeJob({ ...job, id: work.key, cleanJobs: true }),
      soft: encodeJob({ ...job, id: work.key, cleanJobs: false }),
    };
    jobTexts.set(work, known);
    return text + (work.clean || isMoved ? known.clean : known.soft);
  }

  cancelled(): null {
    return null;
  }

  jobAnswer(_: RequestId, view: View): string {
    return this.job(view);
  }

  /** All miners of this kind take a new extranonce, whether they asked for it or not. */
  canFollow(): boolean {
    return true;
  }

  accepted(id: RequestId): string {
    return encodeAnswer(id, true, null);
  }

  refused(id: RequestId, given: Refusal): string {
    return encodeAnswer(id, null, miningFailure(given));
  }

  misunderstood(id: RequestId, message: string): string {
    return encodeAnswer(id, null, { code: stratumCodes.other, message });
  }
}

function verusWork(work: Work): VerusWork {
  if (work instanceof VerusWork) return work;
  throw new TypeError('work of another dialect');
}

function submissionOf({ worker, jobId, time, nonce2, solution }: VerusShare): Submission {
  return {
    jobKey: jobId,
    worker,
    claim(given, seat) {
      const work = verusWork(given);
      const own = work.extranonce1(seat);
      if (own.length + nonce2.length !== headerNonceBytes) {
        return refusal('malformed', 'incorrect size of nonce');
      }
      const space = solution.slice(nonceSpaceOffset);
      return claimVerus(work, seat, { time, nonce: headerNonce(own, nonce2), space });
    },
  };
}
