import { encodeSubmit } from '../../protocols/stratum/bitcoin/client-messages.ts';
import type { Extranonce, StratumJob } from '../../protocols/stratum/bitcoin/job.ts';
import {
  decodeServerMessage,
  decodeSubscription,
  sessionIdOf,
} from '../../protocols/stratum/bitcoin/server-messages.ts';
import { wrongDialect } from './conversation.ts';
import type { MiningCodec } from './mining-codec.ts';
import { encodeSubscribe } from '../../protocols/stratum/mining-login.ts';

/** Pools of Stratum v1 as Bitcoin has it. The aim is a difficulty. */
export const stratum1: MiningCodec<StratumJob, Extranonce, number> = {
  firstAim: 1,
  rollsVersions: true,

  encodeSubscribe: (id, userAgent, resumeId) =>
    encodeSubscribe(id, userAgent, resumeId ?? undefined),
  readSubscription: (result) => ({
    extranonce: decodeSubscription(result),
    resumeId: sessionIdOf(result) ?? null,
  }),
  decode(line) {
    const message = decodeServerMessage(line);
    if (message.kind === 'difficulty') return { kind: 'aim', aim: message.difficulty };
    if (message.kind === 'pong' || message.kind === 'multi-version') return { kind: 'courtesy' };
    return message.kind === 'show-message' ? { kind: 'courtesy' } : message;
  },
  toPoolJob: (job, { extranonce, aim, versionMask }) => ({
    dialect: 'stratum1',
    job,
    difficulty: aim,
    extranonce,
    versionMask,
  }),
  encodeSubmit(id, upstream, worker) {
    if (upstream.dialect !== 'stratum1') return wrongDialect(upstream);
    const { share } = upstream;
    return encodeSubmit(id, worker === null ? share : { ...share, worker });
  },
};
