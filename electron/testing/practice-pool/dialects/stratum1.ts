import type { Kernel } from '../../../platform/kernels/kernel.ts';
import { blockHeader } from '../../../protocols/stratum/bitcoin/block-header.ts';
import {
  decodeClientMessage,
  type ClientMessage as Message,
} from '../../../protocols/stratum/bitcoin/client-messages.ts';
import {
  encodeConfigured,
  type Configuration,
} from '../../../protocols/stratum/bitcoin/configure.ts';
import {
  difficultyOf,
  reaches,
  targetOf,
  targetOfOne,
} from '../../../protocols/stratum/bitcoin/difficulty.ts';
import { toHex } from '../../../protocols/stratum/bitcoin/hex.ts';
import type { StratumShare } from '../../../protocols/stratum/bitcoin/job.ts';
import { encodePong } from '../../../protocols/stratum/bitcoin/keep-alive.ts';
import {
  encodeDifficulty,
  encodeJob,
  encodeSubscription,
} from '../../../protocols/stratum/bitcoin/server-messages.ts';
import {
  commonMask,
  isWithinMask,
  rolledVersion,
} from '../../../protocols/stratum/bitcoin/version-rolling.ts';
import type { RequestId } from '../../../protocols/stratum/stratum-errors.ts';
import { sha256d } from '../../sha256d.ts';
import { checkedWith } from '../checked-with.ts';
import type { ClientMessage, Dialect, IssuedJob } from '../dialect.ts';
import type { DifficultyRange } from '../vardiff.ts';
import { miningAnswers } from './mining-answers.ts';
import { extranonceBytes, makeStratum1Job, type Stratum1Job } from './stratum1-jobs.ts';

/** What the headers of a network of this dialect are hashed with here. */
type Algorithm = Extract<Kernel['algorithm'], 'sha256d' | 'scrypt'>;

export interface Stratum1Kernel extends Pick<Kernel, 'hash' | 'backend' | 'path'> {
  readonly algorithm: Kernel['algorithm'];
}

const ranges: Readonly<Record<Algorithm, DifficultyRange>> = {
  // Some 860,000 hashes, a second of the slowest processor that can run this program; at least 430.
  sha256d: { start: 0.0002, least: 1e-7 },
  // A unit is 65,536 hashes: some 2,000 of them, and at least 330.
  scrypt: { start: 0.03, least: 0.005 },
};

/** How far the clock of a block may go ahead, s; the rule of Bitcoin. */
const maxAheadSeconds = 7_200;

/** Bits of the version that clients may choose, by BIP 320. */
const versionMask = 0x1fff_e000;

/** SHA-256d jobs for miners of Bitcoin, or scrypt jobs for those of Litecoin. */
export function stratum1(kernel: Stratum1Kernel): Dialect<Stratum1Job, StratumShare> {
  const algorithm = kernel.algorithm === 'scrypt' ? 'scrypt' : 'sha256d';
  const difficulty1 = targetOfOne[algorithm];
  // Transactions and their tree are hashed with SHA-256d on every such network.
  const hashTree = algorithm === 'sha256d' ? (bytes: Uint8Array) => kernel.hash(bytes) : sha256d;
  const encodeIssued = ({ job, id, cleanJobs }: IssuedJob<Stratum1Job>): string =>
    encodeJob({ ...job, id, cleanJobs });
  return {
    ...miningAnswers,
    checkedWith: checkedWith(kernel),
    difficulties: ranges[algorithm],
    extranonceBytes,
    // A submit has some 200 characters.
    maxLineLength: 4_096,

    decode: (line) => served(decodeClientMessage(line), difficulty1),
    encodeWelcome(id, { extranonce1, sessionId }, first) {
      const extranonce = { extranonce1, extranonce2Bytes: extranonceBytes };
      const subscription = encodeSubscription(id, extranonce, sessionId);
      return subscription + encodeDifficulty(first.difficulty) + encodeIssued(first);
    },
    encodeDifficulty,
    encodeJob: encodeIssued,

    makeJob: makeStratum1Job,
    check(share, { job, difficulty, client, now, isNew }) {
      const {
        jobId: id,
        extranonce2,
        time,
        nonce,
        versionBits = job.version & versionMask,
      } = share;
      if (extranonce2.length !== extranonceBytes) return { reason: 'malformed' };
      if (!isWithinMask(versionBits, versionMask)) return { reason: 'malformed' };
      if (time < job.time || time > Math.floor(now / 1000) + maxAheadSeconds) {
        return { reason: 'time-out-of-range' };
      }
      const { extranonce1 } = client;
      const version = rolledVersion(job.version, versionMask, versionBits);
      const choice = { extranonce1, extranonce2, time, nonce };
      const header = blockHeader({ ...job, id, version, cleanJobs: false }, choice, hashTree);
      const found = kernel.hash(header);
      if (!reaches(found, targetOf(difficulty, difficulty1))) return { reason: 'low-difficulty' };
      // The same work under another job's id is the same hash, and still a duplicate.
      return isNew(toHex(found)) ? null : { reason: 'duplicate' };
    },
  };
}

/** What this pool makes of all that the codec knows. */
function served(message: Message, difficulty1: bigint): ClientMessage<StratumShare> {
  const courtesy = (answer: string | null) => ({ kind: 'courtesy', answer }) as const;
  switch (message.kind) {
    case 'suggest-target': {
      const difficulty = difficultyOf(message.target, difficulty1);
      return { kind: 'suggest-difficulty', id: message.id, difficulty };
    }
    case 'configure':
      return courtesy(answerConfigure(message.id, message.configuration));
    case 'ping':
      return courtesy(encodePong(message.id));
    case 'extranonce-subscribe':
    case 'multi-version':
      return courtesy(miningAnswers.encodeConsent(message.id));
    case 'answer':
    case 'pong':
      return courtesy(null);
    case 'subscribe':
    case 'authorize':
    case 'submit':
    case 'suggest-difficulty':
    case 'unknown':
      break;
  }
  return message;
}

function answerConfigure(id: RequestId, asked: Configuration): string {
  const common = commonMask(asked.versionRolling?.mask ?? 0, versionMask);
  return encodeConfigured(id, asked, {
    versionMask: common === 0 ? null : common,
    minimumDifficulty: false,
    subscribeExtranonce: true,
  });
}
