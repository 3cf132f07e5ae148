import { z } from 'zod';
import { decodeEnvelope, encodeAnswer, encodeRequest } from '../envelope.ts';
import type { RequestId, StratumFailure } from '../stratum-errors.ts';
import { BadStratumMessageError } from '../stratum-errors.ts';
import { hexBytes, hexUint32, toHex, uint32ToHex } from './hex.ts';
import type { Extranonce, StratumJob } from './job.ts';
import { swapWords } from './job.ts';
import { readParams } from './read-params.ts';

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
  /** The pool wants the client to come again. Where to is not told: a pool must not send us elsewhere. */
  | { readonly kind: 'reconnect' }
  | { readonly kind: 'show-message'; readonly text: string }
  | { readonly kind: 'get-version'; readonly id: RequestId }
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
const ShowMessage = z.tuple([z.string().transform((text) => text.slice(0, 500))]).rest(z.unknown());
const SubscribeResult = z.tuple([z.unknown(), extranonce1, extranonce2Bytes]).rest(z.unknown());

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
    case 'client.reconnect':
      return { kind: 'reconnect' };
    case 'client.show_message': {
      const [text] = readParams(ShowMessage, envelope);
      return { kind: 'show-message', text };
    }
    case 'client.get_version':
      return { kind: 'get-version', id };
    default:
      return { kind: 'unknown', id, method };
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

export function encodeShowMessage(text: string): string {
  return encodeRequest(null, 'client.show_message', [text]);
}
