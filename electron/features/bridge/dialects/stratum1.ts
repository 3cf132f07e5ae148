import { encodePong } from '../../../protocols/stratum/bitcoin/keep-alive.ts';
import { decodeClientMessage } from '../../../protocols/stratum/bitcoin/client-messages.ts';
import {
  encodeConfigured,
  type Configuration,
} from '../../../protocols/stratum/bitcoin/configure.ts';
import type { StratumShare } from '../../../protocols/stratum/bitcoin/job.ts';
import {
  encodeDifficulty,
  encodeExtranonce,
  encodeJob,
  encodeSubscription,
  encodeVersionMask,
} from '../../../protocols/stratum/bitcoin/server-messages.ts';
import { commonMask } from '../../../protocols/stratum/bitcoin/version-rolling.ts';
import { encodeAnswer } from '../../../protocols/stratum/envelope.ts';
import { stratumCodes, type RequestId } from '../../../protocols/stratum/stratum-errors.ts';
import { refusal, type Refusal, type Submission, type Work } from '../core/work.ts';
import { jobOf, type ClientRequest, type Dialect, type Speaker, type View } from './dialect.ts';
import { miningFailure } from './mining-failure.ts';
import { claimStratum1, sliceWidth, Stratum1Work } from './stratum1-work.ts';

/** Pools of the Bitcoin family, and the miners of their coins. */
export const stratum1: Dialect = {
  name: 'stratum1',
  maxLineLength: 8_192,
  keyOf: (number) => number.toString(16).padStart(4, '0'),
  sliceCount: (job) => 2 ** (8 * sliceWidth(jobOf(job, 'stratum1'))),
  likelySlices: 65_536,
  identityOf(given) {
    const { job, extranonce } = jobOf(given, 'stratum1');
    const { coinbase1, coinbase2, previousHash, merkleBranch, bits } = job;
    const root = merkleBranch.join(' ');
    return [coinbase1, extranonce.extranonce1, coinbase2, previousHash, root, bits].join(' ');
  },
  isClean: (job) => jobOf(job, 'stratum1').job.cleanJobs,
  openWork: (job, parts) => new Stratum1Work(job, parts),
  speak: () => new Stratum1Speaker(),
};

/** The texts of jobs are the same for all clients. */
const jobTexts = new WeakMap<Work, { readonly clean: string; readonly soft: string }>();

class Stratum1Speaker implements Speaker {
  readonly subscribes = true;
  readonly answersInOrder = false;
  #extranonce1: string | undefined;
  #difficulty: number | undefined;
  /** Whether the client has said that its extranonce may change. */
  #follows = false;
  /** Bits of the version that it wants to choose, and those it was told of. */
  #askedMask = 0;
  #mask = 0;

  read(line: string, work: Work | null): ClientRequest {
    const message = decodeClientMessage(line);
    switch (message.kind) {
      case 'subscribe':
        return { kind: 'subscribe', id: message.id, agent: message.userAgent };
      case 'authorize': {
        const { id, worker, password } = message;
        return { kind: 'login', id, user: worker, password, agent: null, rig: null };
      }
      case 'submit':
        return { kind: 'submit', id: message.id, submission: this.#submission(message.share) };
      case 'configure':
        return { kind: 'say', text: this.#configured(message.id, message.configuration, work) };
      case 'extranonce-subscribe':
        this.#follows = true;
        return { kind: 'say', text: this.accepted(message.id) };
      case 'suggest-difficulty':
      case 'suggest-target':
      case 'multi-version':
        return { kind: 'say', text: this.accepted(message.id) };
      case 'ping':
        return { kind: 'say', text: encodePong(message.id) };
      case 'pong':
      case 'answer':
        return { kind: 'say', text: null };
      case 'unknown':
        break;
    }
    return { kind: 'say', text: this.misunderstood(message.id, 'Not supported.') };
  }

  subscribed(id: RequestId, { work, seat }: View): string {
    const { extranonce1, extranonce2Bytes } = extranonceOf(work, seat);
    this.#extranonce1 = told({ extranonce1, extranonce2Bytes });
    // What resumes a session at other pools resumes none here, so each has a new one.
    return encodeSubscription(id, { extranonce1, extranonce2Bytes }, `${work.key}-${seat.slice}`);
  }

  loggedIn(id: RequestId): string {
    return this.accepted(id);
  }

  job(view: View): string {
    const { work, seat, aim } = view;
    const given = stratum1Work(work);
    let text = '';
    const extranonce = extranonceOf(work, seat);
    const isMoved = this.#extranonce1 !== told(extranonce);
    if (isMoved) text += encodeExtranonce(extranonce);
    const mask = commonMask(this.#askedMask, given.job.versionMask ?? 0);
    if (this.#askedMask !== 0 && mask !== this.#mask) text += encodeVersionMask(mask);
    if (this.#difficulty !== aim.difficulty) text += encodeDifficulty(aim.difficulty);
    this.#extranonce1 = told(extranonce);
    this.#mask = mask;
    this.#difficulty = aim.difficulty;
    const { job } = given.job;
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

  canFollow({ work, seat }: View): boolean {
    return this.#follows || this.#extranonce1 === told(extranonceOf(work, seat));
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

  #configured(id: RequestId, configuration: Configuration, work: Work | null): string {
    const asked = configuration.versionRolling?.mask ?? 0;
    this.#askedMask = asked;
    const allowed = work ? (stratum1Work(work).job.versionMask ?? 0) : 0;
    this.#mask = commonMask(asked, allowed);
    if (configuration.subscribeExtranonce) this.#follows = true;
    return encodeConfigured(id, configuration, {
      versionMask: this.#mask === 0 ? null : this.#mask,
      minimumDifficulty: false,
      subscribeExtranonce: true,
    });
  }

  #submission(share: StratumShare): Submission {
    const mask = this.#mask;
    return {
      jobKey: share.jobId,
      worker: share.worker,
      claim(work, seat) {
        if (share.versionBits !== undefined && (share.versionBits & ~mask) !== 0) {
          return refusal('malformed', 'version bits outside of the mask');
        }
        return claimStratum1(stratum1Work(work), seat, share);
      },
    };
  }
}

function stratum1Work(work: Work): Stratum1Work {
  if (work instanceof Stratum1Work) return work;
  throw new TypeError('work of another dialect');
}

function extranonceOf(given: Work, seat: View['seat']) {
  const work = stratum1Work(given);
  return { extranonce1: work.extranonce1(seat), extranonce2Bytes: work.extranonce2Bytes };
}

const told = (extranonce: ReturnType<typeof extranonceOf>): string =>
  [extranonce.extranonce1, extranonce.extranonce2Bytes].join(' ');
