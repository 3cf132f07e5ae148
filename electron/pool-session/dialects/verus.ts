import { sessionIdOf } from '../../protocols/stratum/bitcoin/server-messages.ts';
import { encodeSubmit } from '../../protocols/stratum/verus/client-messages.ts';
import type { VerusJob } from '../../protocols/stratum/verus/job.ts';
import {
  decodeServerMessage,
  decodeSubscription,
} from '../../protocols/stratum/verus/server-messages.ts';
import { wrongDialect } from './conversation.ts';
import type { MiningCodec } from './mining-codec.ts';
import { encodeSubscribe } from '../../protocols/stratum/mining-login.ts';

/** Pools of the Verus dialect. The aim is a target: 32 bytes, least significant first. */
export const verus: MiningCodec<VerusJob, Uint8Array, Uint8Array> = {
  firstAim: null,
  rollsVersions: false,

  // Some of these pools name sessions, and take them, as those of Bitcoin do.
  encodeSubscribe: (id, userAgent, resumeId) =>
    encodeSubscribe(id, userAgent, resumeId ?? undefined),
  readSubscription: (result) => ({
    extranonce: decodeSubscription(result),
    resumeId: sessionIdOf(result) ?? null,
  }),
  decode(line) {
    const message = decodeServerMessage(line);
    if (message.kind === 'target') return { kind: 'aim', aim: message.target };
    if (message.kind === 'extranonce') {
      return { kind: 'extranonce', extranonce: message.extranonce1 };
    }
    if (message.kind === 'reconnect') return { kind: 'reconnect', to: null };
    return message.kind === 'show-message' ? { kind: 'courtesy' } : message;
  },
  toPoolJob: (job, { extranonce, aim }) => ({
    dialect: 'verus',
    job,
    target: aim,
    extranonce1: extranonce,
  }),
  encodeSubmit(id, upstream, worker) {
    if (upstream.dialect !== 'verus') return wrongDialect(upstream);
    const { share } = upstream;
    return encodeSubmit(id, worker === null ? share : { ...share, worker });
  },
};
