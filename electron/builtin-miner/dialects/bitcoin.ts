import { blockHeader, nonceOffset } from '../../protocols/stratum/bitcoin/block-header.ts';
import { encodeSubmit } from '../../protocols/stratum/bitcoin/client-messages.ts';
import {
  difficultyOf,
  hashesPerDifficulty,
  targetBytes,
  targetOf,
} from '../../protocols/stratum/bitcoin/difficulty.ts';
import type { Extranonce, StratumJob } from '../../protocols/stratum/bitcoin/job.ts';
import {
  decodeServerMessage,
  decodeSubscription,
} from '../../protocols/stratum/bitcoin/server-messages.ts';
import type { Aim, Dialect } from './dialect.ts';
import {
  encodeAuthorize,
  encodeExtranonceSubscribe,
  encodeSubscribe,
} from '../../protocols/stratum/mining-login.ts';

/** SHA-256d for pools of Stratum v1: what a round chooses is extranonce2, in the coinbase transaction. */
export const bitcoin: Dialect<StratumJob, Extranonce> = {
  algorithm: 'sha256d',
  hashesPerDifficulty,
  firstAim: aimOf(1),

  encodeSubscribe,
  decodeSubscription,
  encodeAuthorize,
  encodeExtranonceSubscribe,
  encodeSubmit(id, worker, { job }, { choice, nonce }) {
    return encodeSubmit(id, { worker, jobId: job.id, extranonce2: choice, time: job.time, nonce });
  },
  decode(line) {
    const message = decodeServerMessage(line);
    if (message.kind === 'difficulty') return { kind: 'aim', aim: aimOf(message.difficulty) };
    // The miner asks for no bits of the version, and sends no pings.
    if (message.kind === 'version-mask') return { kind: 'unknown', id: null };
    if (message.kind === 'multi-version' || message.kind === 'pong') {
      return { kind: 'unknown', id: message.id };
    }
    return message;
  },

  choiceBytes: ({ extranonce }) => extranonce.extranonce2Bytes,
  round({ job, extranonce: { extranonce1 } }, choice, hash) {
    const chosen = { extranonce1, extranonce2: choice, time: job.time, nonce: 0 };
    const header = blockHeader(job, chosen, hash);
    return { header, tail: header.subarray(nonceOffset), choice };
  },
  difficultyOf,
};

function aimOf(difficulty: number): Aim {
  return { target: targetBytes(targetOf(difficulty)), difficulty };
}
