import { z } from 'zod';
import { decodeEnvelope, encodeAnswer, encodeRequest } from '../envelope.ts';
import { readPoolTalk, type PoolTalk } from '../pool-talk.ts';
import type { RequestId, StratumFailure } from '../stratum-errors.ts';
import { BadStratumMessageError } from '../stratum-errors.ts';
import { hexBytes, hexMask, hexUint32, toHex, uint32ToHex } from './hex.ts';
import type { Extranonce, StratumJob } from './job.ts';
import { swapWords } from './job.ts';
import { readParams } from './read-params.ts';
import { readReconnect, type Reconnect } from './reconnect.ts';

/** What a pool says to its clients. */
export type ServerMessage =
  | {
      readonly kind: 'answer';
      readonly id: RequestId;
      readonly result: unknown;
      readonly error: StratumFailure | null;
    }
  | { readonly kind: 'job'; readonly job: StratumJob }
  /** Holds for the jobs after it. */
  | { readonly kind: 'difficulty'; readonly difficulty: number }
  /** Holds for the jobs after it. */
  | { readonly kind: 'extranonce'; readonly extranonce: Extranonce }
  /** Bits of the version that the client may choose, if it has asked. Holds for the jobs after it. */
  | { readonly kind: 'version-mask'; readonly mask: number }
  /** The pool wants the client to come again. Where to is only a wish: see `followed`. */
  | { readonly kind: 'reconnect'; readonly to: Reconnect }
  | PoolTalk
  | { readonly kind: 'ping'; readonly id: RequestId }
  | { readonly kind: 'pong'; readonly id: RequestId }
  /** An older way to choose bits of the version, which says nothing of which: it changes nothing. */
  | { readonly kind: 'multi-version'; readonly id: RequestId }
  | { readonly kind: 'unknown'; readonly id: RequestId; readonly method: string };

/** Coinbase transactions that pay to many are the longest part of a job; real ones are below 40 kB. */
const maxCoinbaseBytes = 64 * 1024;
/** A block of a billion transactions has no longer branch. */
const maxBranch = 32;

const Notify = z
  .tuple([
    z.string().min(1).max(64),
    hexBytes(32).transform(swapWords),
    hexBytes(0, maxCoinbaseBytes),
    hexBytes(0, maxCoinbaseBytes),
    z.array(hexBytes(32)).max(maxBranch),
    hexUint32,
    hexUint32,
    hexUint32,
    z.boolean().default(false),
  ])
  .rest(z.unknown());

/** Without room for at least one byte two threads could not do different work for long. */
const extranonce2Bytes = z.number().int().min(1).max(16);
const extranonce1 = hexBytes(0, 32);
const SetExtranonce = z.tuple([extranonce1, extranonce2Bytes]).rest(z.unknown());
const SetDifficulty = z.tuple([z.number().positive()]).rest(z.unknown());
const SetVersionMask = z.tuple([hexMask]).rest(z.unknown());
const SubscribeResult = z.tuple([z.unknown(), extranonce1, extranonce2Bytes]).rest(z.unknown());
const Sessions = z.tuple([z.array(z.unknown())]).rest(z.unknown());
const NotifySession = z
  .tuple([z.literal('mining.notify'), z.string().min(1).max(64)])
  .rest(z.unknown());

/**
 * Reads one line of a pool.
 *
 * @throws {BadStratumMessageError}
 */
export function decodeServerMessage(line: string): ServerMessage {
  const envelope = decodeEnvelope(line);
  if (envelope.kind === 'answer') return envelope;
  const { id, method } = envelope;
  switch (method) {
    case 'mining.notify':
      return { kind: 'job', job: readJob(readParams(Notify, envelope)) };
    case 'mining.set_difficulty': {
      const [difficulty] = readParams(SetDifficulty, envelope);
      return { kind: 'difficulty', difficulty };
    }
    case 'mining.set_extranonce': {
      const [extranonce1, extranonce2Bytes] = readParams(SetExtranonce, envelope);
      return { kind: 'extranonce', extranonce: { extranonce1, extranonce2Bytes } };
    }
    case 'mining.set_version_mask': {
      const [mask] = readParams(SetVersionMask, envelope);
      return { kind: 'version-mask', mask };
    }
    case 'client.reconnect':
      return { kind: 'reconnect', to: readReconnect(envelope.params) };
    case 'mining.ping':
      return { kind: 'ping', id };
    case 'mining.pong':
      return { kind: 'pong', id };
    case 'mining.multi_version':
      return { kind: 'multi-version', id };
    default:
      return readPoolTalk(envelope) ?? { kind: 'unknown', id, method };
  }
}

function readJob(params: z.output<typeof Notify>): StratumJob {
  const [id, previousHash, coinbase1, coinbase2, merkleBranch, version, bits, time, cleanJobs] =
    params;
  return {
    id,
    previousHash,
    coinbase1,
    coinbase2,
    merkleBranch,
    version,
    bits,
    time,
    cleanJobs,
  };
}

/**
 * Reads the answer to `mining.subscribe`.
 *
 * @throws {BadStratumMessageError}
 */
export function decodeSubscription(result: unknown): Extranonce {
  const parsed = SubscribeResult.safeParse(result);
  if (!parsed.success) {
    throw new BadStratumMessageError('The answer to mining.subscribe has no extranonce.');
  }
  const [, extranonce1, extranonce2Bytes] = parsed.data;
  return { extranonce1, extranonce2Bytes };
}

/**
 * The session that the answer to `mining.subscribe` names, with which a client may subscribe again and
 * get the same extranonce.
 *
 * @returns undefined where the pool names none, or none of 1 to 64 characters
 */
export function sessionIdOf(result: unknown): string | undefined {
  const [subscriptions = []] = Sessions.safeParse(result).data ?? [];
  // A pool with but one subscription may write it without the list around it.
  const all = [...subscriptions, subscriptions].map((each) => NotifySession.safeParse(each).data);
  return all.find((each) => each !== undefined)?.[1];
}

/** @param sessionId  told to the client, which may name it when it comes again */
export function encodeSubscription(
  id: RequestId,
  extranonce: Extranonce,
  sessionId: string,
): string {
  const subscriptions = ['mining.set_difficulty', 'mining.notify'].map((to) => [to, sessionId]);
  const { extranonce1, extranonce2Bytes } = extranonce;
  return encodeAnswer(id, [subscriptions, toHex(extranonce1), extranonce2Bytes], null);
}

export function encodeJob(job: StratumJob): string {
  return encodeRequest(null, 'mining.notify', [
    job.id,
    toHex(swapWords(job.previousHash)),
    toHex(job.coinbase1),
    toHex(job.coinbase2),
    job.merkleBranch.map(toHex),
    uint32ToHex(job.version),
    uint32ToHex(job.bits),
    uint32ToHex(job.time),
    job.cleanJobs,
  ]);
}

export function encodeDifficulty(difficulty: number): string {
  return encodeRequest(null, 'mining.set_difficulty', [difficulty]);
}

export function encodeExtranonce({ extranonce1, extranonce2Bytes }: Extranonce): string {
  return encodeRequest(null, 'mining.set_extranonce', [toHex(extranonce1), extranonce2Bytes]);
}

/** @param mask  bits of the version that the client may choose from the next job on */
export function encodeVersionMask(mask: number): string {
  return encodeRequest(null, 'mining.set_version_mask', [uint32ToHex(mask)]);
}

/** Asks the client to come again; many go only to the host that they are connected to. */
export function encodeReconnect({ host, port, waitSeconds }: Reconnect): string {
  return encodeRequest(null, 'client.reconnect', [host ?? '', port ?? '', waitSeconds]);
}

/** Asks what program the client is; it answers with a text. */
export function encodeGetVersion(id: RequestId): string {
  return encodeRequest(id, 'client.get_version', []);
}
