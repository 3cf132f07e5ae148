import type { Kernel } from '../../../platform/kernels/kernel.ts';
import { blockHeader } from '../../../protocols/stratum/bitcoin/block-header.ts';
import {
  decodeClientMessage,
  type ClientMessage as Message,
} from '../../../protocols/stratum/bitcoin/client-messages.ts';
import { reaches, targetOf } from '../../../protocols/stratum/bitcoin/difficulty.ts';
import { toHex } from '../../../protocols/stratum/bitcoin/hex.ts';
import type { StratumShare } from '../../../protocols/stratum/bitcoin/job.ts';
import {
  encodeDifficulty,
  encodeJob,
  encodeSubscription,
} from '../../../protocols/stratum/bitcoin/server-messages.ts';
import type { Dialect } from '../dialect.ts';
import { miningAnswers } from './mining-answers.ts';
import { extranonceBytes, makeStratum1Job, type Stratum1Job } from './stratum1-jobs.ts';

/** How far the clock of a block may go ahead, s; the rule of Bitcoin. */
const maxAheadSeconds = 7_200;

const served = ['subscribe', 'authorize', 'submit', 'suggest-difficulty', 'unknown'] as const;
type Served = (typeof served)[number];

/** SHA-256d jobs for miners of Bitcoin. */
export function stratum1(kernel: Pick<Kernel, 'hash'>): Dialect<Stratum1Job, StratumShare> {
  // SHA-256d is also what its transactions and its merkle tree are hashed with.
  const hash = (bytes: Uint8Array): Uint8Array => kernel.hash(bytes);
  return {
    ...miningAnswers,
    // Some 860,000 hashes, a second of the slowest processor that can run this program; at least 430.
    difficulties: { start: 0.0002, least: 1e-7 },
    // A submit has some 200 characters.
    maxLineLength: 4_096,

    decode(line) {
      const message = decodeClientMessage(line);
      if (message.kind === 'answer') return { kind: 'courtesy', answer: null };
      if (message.kind === 'extranonce-subscribe') {
        return { kind: 'courtesy', answer: miningAnswers.encodeConsent(message.id) };
      }
      return isServed(message) ? message : { kind: 'unknown', id: message.id };
    },
    encodeSubscription(id, extranonce1) {
      const extranonce = { extranonce1, extranonce2Bytes: extranonceBytes };
      return encodeSubscription(id, extranonce, toHex(extranonce1));
    },
    encodeDifficulty,
    encodeJob: (job, id, cleanJobs) => encodeJob({ ...job, id, cleanJobs }),
    refusals: {
      malformed: 'Malformed share',
      'time-out-of-range': 'Time out of range',
      'unknown-job': 'Job not found',
      stale: 'Stale share',
      duplicate: 'Duplicate share',
      'low-difficulty': 'Low difficulty share',
      unauthorized: 'Unauthorized worker',
      'not-subscribed': 'Not subscribed',
    },

    makeJob: makeStratum1Job,
    check(share, { job, difficulty, extranonce1, now, isNew }) {
      const { jobId: id, extranonce2, time, nonce } = share;
      if (extranonce2.length !== extranonceBytes) return { reason: 'malformed' };
      if (time < job.time || time > Math.floor(now / 1000) + maxAheadSeconds) {
        return { reason: 'time-out-of-range' };
      }
      const choice = { extranonce1, extranonce2, time, nonce };
      const found = hash(blockHeader({ ...job, id, cleanJobs: false }, choice, hash));
      if (!reaches(found, targetOf(difficulty))) return { reason: 'low-difficulty' };
      // The same work under another job's id is the same hash, and still a duplicate.
      return isNew(toHex(found)) ? null : { reason: 'duplicate' };
    },
  };
}

/** Of all that the codec knows, what this pool has a use for. */
function isServed(message: Message): message is Extract<Message, { kind: Served }> {
  return (served as readonly string[]).includes(message.kind);
}
