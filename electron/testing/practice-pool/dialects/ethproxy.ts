import { anyHash } from '../../../protocols/stratum/bitcoin/difficulty.ts';
import { toHex } from '../../../protocols/stratum/bitcoin/hex.ts';
import { decodeClientMessage } from '../../../protocols/stratum/ethereum/eth-proxy/client-messages.ts';
import {
  encodeAccepted,
  encodeJob,
  encodeJobResult,
  encodeRefusal,
} from '../../../protocols/stratum/ethereum/eth-proxy/server-messages.ts';
import type { EthProxyJob } from '../../../protocols/stratum/ethereum/job.ts';
import { stratumCodes } from '../../../protocols/stratum/stratum-errors.ts';
import type { AnyShare, Dialect, IssuedJob, PoolClient } from '../dialect.ts';
import { rejectKinds } from '../pool-stats.ts';
import { makeEthashJob, workOf, type EthashJob } from './ethash-jobs.ts';
import { miningAnswers } from './mining-answers.ts';

interface NonceShare extends AnyShare {
  /** 8 bytes */
  readonly nonce: Uint8Array;
}

/**
 * Ethash jobs for miners that speak eth-proxy. There is no kernel of Ethash here, so no share is hashed:
 * it counts when it is well formed, for an open job and of a nonce that did not come before.
 */
export function ethproxy(): Dialect<EthashJob, NonceShare> {
  return {
    checkedWith: null,
    // A second of one core; a difficulty is a number of hashes.
    difficulties: { start: 1_000, least: 1 },
    extranonceBytes: 4,
    // A submit has some 250 characters.
    maxLineLength: 4_096,
    submitMethod: 'eth_submitWork',
    isStrict: false,

    decode(line) {
      const message = decodeClientMessage(line);
      switch (message.kind) {
        case 'login': {
          const { id, user, worker } = message;
          return { kind: 'login', id, worker: worker && user ? `${user}.${worker}` : user };
        }
        case 'get-work':
          return { kind: 'get-job', id: message.id };
        case 'submit': {
          const { headerHash, nonce } = message.share;
          // Whatever stands beside the share, it is of who has logged in.
          const share = { worker: '', jobId: toHex(headerHash), nonce };
          return { kind: 'submit', id: message.id, share };
        }
        case 'hash-rate':
          return { kind: 'courtesy', answer: encodeAccepted(message.id) };
        case 'answer':
          return { kind: 'courtesy', answer: null };
        case 'unknown':
          break;
      }
      return message;
    },
    jobId: (job, _number, client) => toHex(workOf(job, client).headerHash),
    // The client asks for its first job.
    encodeWelcome: encodeAccepted,
    encodeDifficulty: () => '',
    encodeJob: (issued, client, asked) =>
      asked === null
        ? encodeJob(wireJob(issued, client))
        : encodeJobResult(asked, wireJob(issued, client)),
    encodeConsent: encodeAccepted,
    encodeRefusal: (id, reason, message) =>
      encodeRefusal(id, { code: stratumCodes[rejectKinds[reason]], message }),
    refusals: miningAnswers.refusals,

    makeJob: makeEthashJob,
    check: ({ jobId, nonce }, { isNew }) =>
      isNew(`${jobId}:${toHex(nonce)}`) ? null : { reason: 'duplicate' },
  };
}

function wireJob({ job, difficulty }: IssuedJob<EthashJob>, client: PoolClient): EthProxyJob {
  const target = anyHash / BigInt(Math.max(1, Math.round(difficulty)));
  return { ...workOf(job, client), target, height: job.tip.height };
}
