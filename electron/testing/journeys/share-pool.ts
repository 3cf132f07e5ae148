import { createServer, type Socket } from 'node:net';
import type { BuiltinAlgorithm } from '../../contract/values/profile.ts';
import { listen } from '../../platform/net/listen.ts';
import { LineSplitter } from '../../protocols/framing/line-splitter.ts';
import * as bitcoin from '../../protocols/stratum/bitcoin/server-messages.ts';
import { encodeAnswer } from '../../protocols/stratum/envelope.ts';
import * as verus from '../../protocols/stratum/verus/server-messages.ts';
import { shareTarget } from '../../protocols/stratum/verus/target.ts';
import { bitcoinWork, verusWork } from '../sample-work.ts';

interface Call {
  readonly id: number | null;
  readonly method?: string;
  readonly params?: readonly string[];
}

/** A share as it arrived. */
export interface ArrivedShare {
  readonly jobId: string;
  readonly nonce: number;
  /** Of `performance.now()`. */
  readonly at: number;
}

/** A pool that takes every share unseen and notes when it came. */
export interface SharePool extends AsyncDisposable {
  readonly url: string;
  readonly clients: number;
  /** All shares, oldest first. */
  readonly shares: readonly ArrivedShare[];
  /** Sends a job after which earlier ones are worth nothing. @returns when, of `performance.now()` */
  sendJob(jobId: string, hashesPerShare: number): number;
}

/** How a pool of each dialect talks. */
const talks = {
  sha256d: {
    subscription: (id: number | null) =>
      bitcoin.encodeSubscription(id, bitcoinWork().extranonce, 's'),
    job: (id: string, hashesPerShare: number) =>
      bitcoin.encodeDifficulty(hashesPerShare / 2 ** 32) +
      bitcoin.encodeJob({ ...bitcoinWork().job, id }),
    nonce: (params: readonly string[]) => Number.parseInt(params[4] ?? '', 16),
  },
  verushash: {
    subscription: (id: number | null) => verus.encodeSubscription(id, verusWork().extranonce),
    job: (id: string, hashesPerShare: number) =>
      verus.encodeTarget(shareTarget(hashesPerShare / 2 ** 13)) +
      verus.encodeJob({ ...verusWork().job, id }),
    nonce: (params: readonly string[]) =>
      Buffer.from(params[4]?.slice(-8) ?? '', 'hex').readUInt32LE(),
  },
};

export async function openSharePool(algorithm: BuiltinAlgorithm): Promise<SharePool> {
  const talk = talks[algorithm];
  const sockets = new Set<Socket>();
  const shares: ArrivedShare[] = [];
  const answer = ({ id, method, params = [] }: Call): string => {
    if (method === 'mining.subscribe') return talk.subscription(id);
    if (method === 'mining.submit') {
      shares.push({ jobId: params[1] ?? '', nonce: talk.nonce(params), at: performance.now() });
    }
    return encodeAnswer(id, true, null);
  };
  const server = createServer((socket) => {
    sockets.add(socket.setNoDelay());
    socket.once('close', () => sockets.delete(socket));
    const splitter = new LineSplitter({ maxLength: 10_000, overlong: 'throw' });
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      for (const line of splitter.push(chunk)) socket.write(answer(JSON.parse(line) as Call));
    });
  });
  const port = await listen(server, '127.0.0.1', 0);
  return {
    url: `stratum+tcp://127.0.0.1:${port}`,
    get clients() {
      return sockets.size;
    },
    shares,
    sendJob(jobId, hashesPerShare) {
      const line = talk.job(jobId, hashesPerShare);
      for (const socket of sockets) socket.write(line);
      return performance.now();
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await server[Symbol.asyncDispose]();
    },
  };
}
