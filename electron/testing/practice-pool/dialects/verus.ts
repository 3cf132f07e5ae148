import { createHash } from 'node:crypto';
import type { Kernel } from '../../../platform/kernels/kernel.ts';
import { headerNonceBytes } from '../../../protocols/stratum/verus/block-header.ts';
import { decodeClientMessage } from '../../../protocols/stratum/verus/client-messages.ts';
import type { VerusShare } from '../../../protocols/stratum/verus/job.ts';
import {
  encodeJob,
  encodeNoTransactions,
  encodeSubscription,
  encodeTarget,
} from '../../../protocols/stratum/verus/server-messages.ts';
import {
  nonceSpaceOffset,
  solutionVersion,
  submittedSolution,
} from '../../../protocols/stratum/verus/solution.ts';
import {
  difficultyOf,
  reaches,
  shareTarget,
  targetOfOne,
} from '../../../protocols/stratum/verus/target.ts';
import { checkedWith } from '../checked-with.ts';
import type { ClientMessage, Dialect, IssuedJob, Refusal, Work } from '../dialect.ts';
import { miningAnswers } from './mining-answers.ts';
import { makeVerusJob, type VerusPracticeJob } from './verus-jobs.ts';

type VerusDialect = Dialect<VerusPracticeJob, VerusShare>;

export type VerusKernel = Pick<Kernel, 'prepareJob' | 'backend' | 'path'>;

/** VerusHash 2.2 jobs, merge-mined as on the real network. */
export function verus(kernel: VerusKernel): VerusDialect {
  const encodeDifficulty = (difficulty: number): string => encodeTarget(shareTarget(difficulty));
  const encodeIssued = ({ job, id, cleanJobs }: IssuedJob<VerusPracticeJob>): string =>
    encodeJob({ ...job, id, cleanJobs });
  return {
    ...miningAnswers,
    checkedWith: checkedWith(kernel),
    // Some 98,000 hashes, a second of a slow processor without AES instructions; at least 410.
    difficulties: { start: 12, least: 0.05 },
    extranonceBytes: 4,
    // A submit has some 2,900 characters; pools of this kind take no longer lines either.
    maxLineLength: 10_240,

    decode(line) {
      const message = decodeClientMessage(line);
      if (message.kind === 'ping' || message.kind === 'answer') return courtesy(null);
      if (message.kind === 'get-transactions') return courtesy(encodeNoTransactions());
      if (message.kind === 'extranonce-subscribe' || message.kind === 'pbaas-subscribe') {
        return courtesy(miningAnswers.encodeConsent(message.id));
      }
      return message;
    },
    encodeWelcome(id, { extranonce1, sessionId }, first) {
      const subscription = encodeSubscription(id, extranonce1, sessionId);
      return subscription + encodeDifficulty(first.difficulty) + encodeIssued(first);
    },
    encodeDifficulty,
    encodeJob: encodeIssued,
    refusals: {
      malformed: 'invalid solution',
      'invalid-solution': 'invalid solution',
      'time-out-of-range': 'ntime out of range',
      'unknown-job': 'job not found',
      stale: 'job not found',
      duplicate: 'duplicate share',
      'low-difficulty': 'low difficulty share',
      unauthorized: 'unauthorized worker',
      'not-subscribed': 'not subscribed',
    },

    makeJob: (tip, now) => makeVerusJob(kernel, tip, now),
    check: (share, work) => refusalOfForm(share, work) ?? refusalOfHash(share, work),
  };
}

function courtesy(answer: string | null): ClientMessage<VerusShare> {
  return { kind: 'courtesy', answer };
}

/** What can be seen without hashing, in the order in which the pools of this network look. */
function refusalOfForm(share: VerusShare, work: Work<VerusPracticeJob>): Refusal | null {
  const { job, client, isNew } = work;
  const { time, nonce2, solution } = share;
  if (time !== job.time) return { reason: 'time-out-of-range' };
  if (client.extranonce1.length + nonce2.length !== headerNonceBytes) {
    return malformed('incorrect size of nonce');
  }
  const [version, expected] = [solutionVersion(solution), solutionVersion(job.solution)];
  if (version !== expected) {
    return malformed(`invalid solution version (${version}), expected ${expected}`);
  }
  const space = solution.subarray(nonceSpaceOffset);
  if (!Buffer.from(space).includes(Buffer.from(client.extranonce1))) {
    return malformed('invalid solution, pool nonce missing');
  }
  const isTemplate = Buffer.from(solution).equals(submittedSolution(job, space));
  if (!isTemplate) return malformed('invalid solution, not that of the job');
  // The nonce of the header is not hashed, so another one makes no other share. What is no share of
  // this client must not be remembered: it would take it from the one whose it is.
  return isNew(verusShareKey(solution)) ? null : { reason: 'duplicate' };
}

/** By which the pool knows a share again. @param solution  1,344 bytes as they were sent */
export function verusShareKey(solution: Uint8Array): string {
  return createHash('sha256').update(solution).digest('base64');
}

function malformed(message: string): Refusal {
  return { reason: 'malformed', message };
}

function refusalOfHash(
  { solution }: VerusShare,
  { job, difficulty }: Work<VerusPracticeJob>,
): Refusal | null {
  const hash = job.prepared.check(solution.slice(nonceSpaceOffset));
  // All 256 bits: miners that look at the first 32 only send shares that are a little too bad.
  if (reaches(hash, shareTarget(difficulty))) return null;
  const reached = difficultyOf(hash, targetOfOne.pool);
  return { reason: 'low-difficulty', message: `low difficulty share of ${reached}` };
}
