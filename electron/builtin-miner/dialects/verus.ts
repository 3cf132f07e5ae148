import { headerNonce, verusHeader } from '../../protocols/stratum/verus/block-header.ts';
import { encodeSubmit } from '../../protocols/stratum/verus/client-messages.ts';
import type { VerusJob } from '../../protocols/stratum/verus/job.ts';
import {
  decodeServerMessage,
  decodeSubscription,
} from '../../protocols/stratum/verus/server-messages.ts';
import {
  counterOffset,
  nonceSpace,
  submittedSolution,
} from '../../protocols/stratum/verus/solution.ts';
import {
  difficultyOf,
  hashesPerDifficulty,
  targetOfOne,
} from '../../protocols/stratum/verus/target.ts';
import type { Dialect } from './dialect.ts';
import {
  encodeAuthorize,
  encodeExtranonceSubscribe,
  encodeSubscribe,
} from '../../protocols/stratum/mining-login.ts';

/**
 * VerusHash for pools of the Verus dialect: what a round chooses stands in the nonce space at the end of
 * the solution, between the pool's extranonce and the nonce. The nonce field of the header has the
 * pool's extranonce and zeros: pools look for it there where that field is not theirs.
 */
export const verus: Dialect<VerusJob, Uint8Array> = {
  algorithm: 'verushash',
  hashesPerDifficulty,
  firstAim: null,

  encodeSubscribe,
  decodeSubscription,
  encodeAuthorize,
  encodeExtranonceSubscribe,
  encodeSubmit(id, worker, { job, extranonce: extranonce1 }, { choice: middle, nonce: counter }) {
    const nonce2 = headerNonce(extranonce1).subarray(extranonce1.length);
    const solution = submittedSolution(job, nonceSpace({ extranonce1, middle, counter }));
    return encodeSubmit(id, { worker, jobId: job.id, time: job.time, nonce2, solution });
  },
  decode(line) {
    const message = decodeServerMessage(line);
    if (message.kind === 'extranonce') {
      return { kind: 'extranonce', extranonce: message.extranonce1 };
    }
    if (message.kind !== 'target') return message;
    const { target } = message;
    return { kind: 'aim', aim: { target, difficulty: difficultyOf(target, targetOfOne.pool) } };
  },

  choiceBytes: ({ extranonce }) => counterOffset - extranonce.length,
  round({ job, extranonce: extranonce1 }, choice) {
    const header = verusHeader(job, headerNonce(extranonce1));
    return { header, tail: nonceSpace({ extranonce1, middle: choice }), choice };
  },
  difficultyOf: (hash) => difficultyOf(hash, targetOfOne.pool),
};
