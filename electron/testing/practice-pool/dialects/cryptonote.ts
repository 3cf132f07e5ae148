import { toHex } from '../../../protocols/stratum/bitcoin/hex.ts';
import { decodeClientMessage } from '../../../protocols/stratum/cryptonote/client-messages.ts';
import { cryptonoteFailures } from '../../../protocols/stratum/cryptonote/failures.ts';
import type { CryptonoteJob, CryptonoteShare } from '../../../protocols/stratum/cryptonote/job.ts';
import {
  keepsNoncePrefix,
  withNoncePrefix,
} from '../../../protocols/stratum/cryptonote/nonce-prefix.ts';
import {
  encodeAccepted,
  encodeJob,
  encodeJobResult,
  encodeKeptAlive,
  encodeRefusal,
  encodeSession,
} from '../../../protocols/stratum/cryptonote/server-messages.ts';
import { fullTarget, reaches, targetOf } from '../../../protocols/stratum/cryptonote/target.ts';
import type { AnyShare, Dialect, IssuedJob, PoolClient } from '../dialect.ts';
import { rejectKinds } from '../pool-stats.ts';
import {
  blobOf,
  makeCryptonoteJob,
  seedHashOf,
  type CryptonotePracticeJob,
} from './cryptonote-jobs.ts';

export interface CryptonoteOptions {
  /**
   * Whether the highest byte of each nonce is the pool's. Without it a client has all four, and a bridge
   * can share them out among its own.
   */
  readonly nicehash?: boolean;
}

interface SessionShare extends AnyShare, CryptonoteShare {
  readonly sessionId: string;
}

/** What miners of Monero hash. */
const algorithm = 'rx/0';

/** Width in which targets travel, bytes: every miner takes it. */
const targetBytes = 4;

/**
 * RandomX jobs for miners of Monero. There is no kernel of RandomX here, so no share is hashed: it counts
 * when it is well formed, for an open job, of a nonce that did not come before, and when the hash that it
 * claims reaches the target. A miner that lies is believed.
 */
export function cryptonote({
  nicehash = false,
}: CryptonoteOptions): Dialect<CryptonotePracticeJob, SessionShare> {
  const extensions = ['algo', 'keepalive', ...(nicehash ? ['nicehash'] : [])];

  function wireJob(issued: IssuedJob<CryptonotePracticeJob>, client: PoolClient): CryptonoteJob {
    const { job, id, difficulty } = issued;
    const wire = {
      id,
      blob: blobOf(job, client),
      target: targetOf(difficulty, targetBytes),
      algorithm,
      height: job.tip.height,
      seedHash: seedHashOf(job.tip),
      nextSeedHash: null,
    };
    return nicehash ? withNoncePrefix(wire, prefixOf(client)) : wire;
  }

  return {
    checkedWith: null,
    // A second of a slow processor; a difficulty is a number of hashes.
    difficulties: { start: 100, least: 1 },
    extranonceBytes: 4,
    // A login that names all algorithms has some 1,000 characters.
    maxLineLength: 4_096,
    submitMethod: 'submit',
    isStrict: false,

    decode(line) {
      const message = decodeClientMessage(line);
      switch (message.kind) {
        case 'login':
          return { kind: 'login', id: message.id, worker: message.login.user };
        case 'submit': {
          const { id, share, sessionId } = message;
          return { kind: 'submit', id, share: { ...share, sessionId, worker: '' } };
        }
        case 'keep-alive':
          return { kind: 'courtesy', answer: encodeKeptAlive(message.id) };
        case 'answer':
          return { kind: 'courtesy', answer: null };
        case 'get-job':
        case 'unknown':
          break;
      }
      return message;
    },
    jobId: (_job, number) => String(number),
    encodeWelcome(id, client, first) {
      const { sessionId } = client;
      return encodeSession(id, { sessionId, job: wireJob(first, client), extensions });
    },
    encodeDifficulty: () => '',
    encodeJob(issued, client, asked) {
      const job = wireJob(issued, client);
      return asked === null ? encodeJob(job) : encodeJobResult(asked, job);
    },
    encodeConsent: encodeAccepted,
    encodeRefusal: (id, reason, message) =>
      encodeRefusal(id, { ...cryptonoteFailures[rejectKinds[reason]], message }),
    refusals: {
      malformed: 'Malformed share',
      'invalid-solution': 'Invalid share',
      'time-out-of-range': 'Invalid share',
      'unknown-job': 'Invalid job id',
      stale: cryptonoteFailures['job-not-found'].message,
      duplicate: cryptonoteFailures['duplicate-share'].message,
      'low-difficulty': cryptonoteFailures['low-difficulty'].message,
      unauthorized: cryptonoteFailures.unauthorized.message,
      'not-subscribed': cryptonoteFailures['not-subscribed'].message,
    },

    makeJob: makeCryptonoteJob,
    check({ nonce, hash, sessionId }, { job, difficulty, client, isNew }) {
      if (sessionId !== client.sessionId) return { reason: 'not-subscribed' };
      if (nicehash && !keepsNoncePrefix(nonce, prefixOf(client))) {
        return { reason: 'malformed', message: 'The nonce has not the prefix of this client' };
      }
      const target = fullTarget(targetOf(difficulty, targetBytes));
      if (!reaches(hash, target)) return { reason: 'low-difficulty' };
      const work = toHex(blobOf(job, client));
      return isNew(`${work}:${toHex(nonce)}`) ? null : { reason: 'duplicate' };
    },
  };
}

/** The last byte of what tells clients apart: the next client has another one. */
function prefixOf({ extranonce1 }: PoolClient): number {
  return extranonce1.at(-1) ?? 0;
}
