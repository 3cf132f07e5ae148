import { connect, type Socket } from 'node:net';
import { WebSocket } from 'ws';
import { LineSplitter } from '../../protocols/framing/line-splitter.ts';
import { stratumCodes } from '../../protocols/stratum/stratum-errors.ts';
import { headerNonce } from '../../protocols/stratum/verus/block-header.ts';
import { encodeSubmit } from '../../protocols/stratum/verus/client-messages.ts';
import type { VerusJob } from '../../protocols/stratum/verus/job.ts';
import {
  decodeServerMessage,
  decodeSubscription,
} from '../../protocols/stratum/verus/server-messages.ts';
import {
  counterOffset,
  nonceSpace,
  nonceSpaceOffset,
  submittedSolution,
} from '../../protocols/stratum/verus/solution.ts';
import { verusShareKey } from '../practice-pool/dialects/verus.ts';
import type { OpenShare, ShareLedger } from './share-ledger.ts';
import { encodeAuthorize, encodeSubscribe } from '../../protocols/stratum/mining-login.ts';

/** A miner that finds a share whenever it is told to: any hash is one, where the pool is easy enough. */
export interface LoadClient extends Disposable {
  /** Why the connection has ended; null while it is there. */
  readonly closed: string | null;
  readonly hasWork: boolean;
  /** Shares that are not answered. */
  readonly waiting: number;
  /** Sends one more share of the newest work; does nothing without work. */
  find(): void;
}

/** As spec 001 has it. @param url  as the bridge tells it: http */
export function openWebLoad(url: string, ledger: ShareLedger): LoadClient {
  const ws = new WebSocket(url.replace(/^http/, 'ws'));
  const open = new Map<string, OpenShare>();
  let closed: string | null = null;
  let work: { readonly jobId: string; readonly solution: Uint8Array } | null = null;
  let nonce = 0;
  ws.on('error', () => undefined);
  ws.on('close', (code, reason) => (closed = `${code} ${reason.toString()}`));
  ws.on('message', (data: Buffer) => {
    const message = JSON.parse(data.toString('latin1')) as {
      readonly type: string;
      readonly work?: { readonly job_id: string; readonly solution: readonly number[] };
      readonly accepted?: boolean;
      readonly reason?: string | null;
      readonly job_id?: string;
      readonly nonce?: number;
    };
    if (message.work) {
      const { job_id: jobId, solution } = message.work;
      work = { jobId, solution: Uint8Array.from(solution) };
    } else if (message.type === 'share_result') {
      const name = `${message.job_id} ${message.nonce}`;
      const share = open.get(name);
      open.delete(name);
      if (share) share.answer(message.accepted === true ? null : (message.reason ?? 'no reason'));
      else ledger.strayAnswers += 1;
    }
  });
  return {
    get closed() {
      return closed;
    },
    get hasWork() {
      return work !== null;
    },
    get waiting() {
      return open.size;
    },
    find() {
      if (!work || closed !== null) return;
      nonce += 1;
      const { jobId, solution } = work;
      const found = Uint8Array.from(solution);
      new DataView(found.buffer).setUint32(nonceSpaceOffset + counterOffset, nonce, true);
      open.set(`${jobId} ${nonce}`, ledger.send(verusShareKey(found)));
      ws.send(JSON.stringify({ type: 'share', work: { job_id: jobId }, nonce }));
    },
    [Symbol.dispose]: () => ws.terminate(),
  };
}

/** As miners of Verus speak. @param address  `host:port` */
export function openTcpLoad(address: string, ledger: ShareLedger): LoadClient {
  const [host = '', port] = address.split(':');
  const open = new Map<number, OpenShare>();
  const splitter = new LineSplitter({ maxLength: 100_000, overlong: 'throw' });
  let closed: string | null = null;
  let extranonce1: Uint8Array | null = null;
  let job: VerusJob | null = null;
  let id = 2;
  const socket: Socket = connect({ host, port: Number(port) }, () => {
    socket.setNoDelay(true);
    socket.write(encodeSubscribe(1, 'load/1') + encodeAuthorize(2, 'RWallet.load', 'x'));
  });
  socket.on('error', () => undefined);
  socket.on('close', () => (closed = 'closed'));
  socket.on('data', (chunk: Buffer) => {
    for (const line of splitter.push(chunk)) {
      const message = decodeServerMessage(line);
      if (message.kind === 'job') job = message.job;
      else if (message.kind === 'extranonce') extranonce1 = message.extranonce1;
      else if (message.kind === 'answer' && message.id === 1) {
        extranonce1 = decodeSubscription(message.result);
      } else if (message.kind === 'answer' && typeof message.id === 'number' && message.id > 2) {
        const share = open.get(message.id);
        open.delete(message.id);
        const { error } = message;
        if (share) share.answer(error === null ? null : reasonOf(error));
        else ledger.strayAnswers += 1;
      }
    }
  });
  return {
    get closed() {
      return closed;
    },
    get hasWork() {
      return job !== null && extranonce1 !== null;
    },
    get waiting() {
      return open.size;
    },
    find() {
      if (!job || !extranonce1 || closed !== null) return;
      id += 1;
      const solution = submittedSolution(job, nonceSpace({ extranonce1, counter: id }));
      const nonce2 = headerNonce(extranonce1).subarray(extranonce1.length);
      const share = { worker: 'RWallet.load', jobId: job.id, time: job.time, nonce2, solution };
      open.set(id, ledger.send(verusShareKey(solution)));
      socket.write(encodeSubmit(id, share));
    },
    [Symbol.dispose]: () => socket.destroy(),
  };
}

/** In the words of WebSocket clients. */
function reasonOf(error: { readonly code: number; readonly message: string }): string {
  if (error.code === stratumCodes['job-not-found']) return 'stale';
  if (/ended before|pool is gone/.test(error.message)) return 'pool-lost';
  return error.message.startsWith('the pool said') ? 'pool-rejected' : error.message;
}
