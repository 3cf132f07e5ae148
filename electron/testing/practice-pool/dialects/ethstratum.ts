import { toHex } from '../../../protocols/stratum/bitcoin/hex.ts';
import { decodeClientMessage } from '../../../protocols/stratum/ethereum/ethereum-stratum/client-messages.ts';
import {
  encodeDifficulty,
  encodeHelloRefusal,
  encodeJob,
  encodeSubscription,
} from '../../../protocols/stratum/ethereum/ethereum-stratum/server-messages.ts';
import {
  fullNonce,
  nonceBytes,
  type EthereumStratumShare,
} from '../../../protocols/stratum/ethereum/job.ts';
import type { Dialect, IssuedJob, PoolClient } from '../dialect.ts';
import { makeEthashJob, workOf, type EthashJob } from './ethash-jobs.ts';
import { miningAnswers } from './mining-answers.ts';

/** As much of the nonce as the specification lets a pool keep. */
const extranonceBytes = 3;

/**
 * Ethash jobs for miners that speak EthereumStratum/1.0. There is no kernel of Ethash here, so no share
 * is hashed: it counts when it is well formed, for an open job and of a nonce that did not come before.
 */
export function ethstratum(): Dialect<EthashJob, EthereumStratumShare> {
  const encodeIssued = ({ job, id, cleanJobs }: IssuedJob<EthashJob>, client: PoolClient): string =>
    encodeJob({ ...workOf(job, client), id, cleanJobs });
  return {
    ...miningAnswers,
    checkedWith: null,
    // A unit is 2 ** 32 hashes: some 900 of them, a second of one core; at least one.
    difficulties: { start: 2e-7, least: 2.4e-10 },
    extranonceBytes,
    // A submit has some 200 characters.
    maxLineLength: 4_096,

    decode(line) {
      const message = decodeClientMessage(line);
      switch (message.kind) {
        case 'hello':
          return { kind: 'courtesy', answer: encodeHelloRefusal(message.id) };
        case 'extranonce-subscribe':
        case 'hash-rate':
          return { kind: 'courtesy', answer: miningAnswers.encodeConsent(message.id) };
        case 'answer':
          return { kind: 'courtesy', answer: null };
        case 'subscribe':
          return { kind: 'subscribe', id: message.id };
        case 'authorize':
        case 'submit':
        case 'unknown':
          break;
      }
      return message;
    },
    encodeWelcome(id, client, first) {
      const { extranonce1: extranonce, sessionId } = client;
      const subscription = encodeSubscription(id, { sessionId, extranonce });
      return subscription + encodeDifficulty(first.difficulty) + encodeIssued(first, client);
    },
    encodeDifficulty,
    encodeJob: encodeIssued,

    makeJob: makeEthashJob,
    check({ minerNonce }, { job, client, isNew }) {
      if (minerNonce.length !== nonceBytes - extranonceBytes) return { reason: 'malformed' };
      const nonce = toHex(fullNonce(client.extranonce1, minerNonce));
      const header = toHex(workOf(job, client).headerHash);
      return isNew(`${header}:${nonce}`) ? null : { reason: 'duplicate' };
    },
  };
}
