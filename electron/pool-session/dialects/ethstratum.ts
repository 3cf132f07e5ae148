import {
  encodeSubmit,
  encodeSubscribe,
} from '../../protocols/stratum/ethereum/ethereum-stratum/client-messages.ts';
import {
  decodeServerMessage,
  decodeSubscription,
} from '../../protocols/stratum/ethereum/ethereum-stratum/server-messages.ts';
import type { EthereumStratumJob } from '../../protocols/stratum/ethereum/job.ts';
import { wrongDialect } from './conversation.ts';
import type { MiningCodec } from './mining-codec.ts';

/** Pools of EthereumStratum 1.0, as NiceHash has it. The aim is a difficulty. */
export const ethstratum: MiningCodec<EthereumStratumJob, Uint8Array, number> = {
  firstAim: 1,
  rollsVersions: false,

  // Its subscription has the protocol's name where others have the session to go on with.
  encodeSubscribe: (id, userAgent) => encodeSubscribe(id, userAgent),
  readSubscription: (result) => ({
    extranonce: decodeSubscription(result).extranonce,
    resumeId: null,
  }),
  decode(line) {
    const message = decodeServerMessage(line);
    if (message.kind === 'difficulty') return { kind: 'aim', aim: message.difficulty };
    if (message.kind === 'reconnect') return { kind: 'reconnect', to: null };
    return message.kind === 'show-message' ? { kind: 'courtesy' } : message;
  },
  toPoolJob: (job, { extranonce, aim }) => ({
    dialect: 'ethstratum',
    job,
    difficulty: aim,
    extranonce,
  }),
  encodeSubmit(id, upstream, worker) {
    if (upstream.dialect !== 'ethstratum') return wrongDialect(upstream);
    const { share } = upstream;
    return encodeSubmit(id, worker === null ? share : { ...share, worker });
  },
};
