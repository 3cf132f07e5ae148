import { z } from 'zod';
import { hexBytes, toHex } from '../bitcoin/hex.ts';
import { readParams } from '../bitcoin/read-params.ts';
import { decodeEnvelope, encodeAnswer, encodeRequest } from '../envelope.ts';
import { readPoolTalk, type PoolTalk } from '../pool-talk.ts';
import type { RequestId, StratumFailure } from '../stratum-errors.ts';
import { BadStratumMessageError } from '../stratum-errors.ts';
import type { VerusJob } from './job.ts';
import { hexUint32LE, uint32ToHexLE } from './little-endian-hex.ts';
import { counterOffset, solutionBytes } from './solution.ts';
import { targetToHex } from './target.ts';

/** What a pool says to its clients. */
export type ServerMessage =
  | {
      readonly kind: 'answer';
      readonly id: RequestId;
      readonly result: unknown;
      readonly error: StratumFailure | null;
    }
  | { readonly kind: 'job'; readonly job: VerusJob }
  /** 32 bytes, least significant first. Holds for the jobs after it. */
  | { readonly kind: 'target'; readonly target: Uint8Array }
  /** Holds for the jobs after it. */
  | { readonly kind: 'extranonce'; readonly extranonce1: Uint8Array }
  /** The pool wants the client to come again. Where to is not told: a pool must not send us elsewhere. */
  | { readonly kind: 'reconnect' }
  | PoolTalk
  | { readonly kind: 'unknown'; readonly id: RequestId; readonly method: string };

/** A template travels without the zeros at its end; chains before VerusHash 2.1 have none. */
const solution = hexBytes(0, solutionBytes)
  .nullish()
  .transform((trimmed) => {
    const bytes = new Uint8Array(solutionBytes);
    if (trimmed) bytes.set(trimmed);
    return bytes;
  });

const Notify = z
  .tuple([
    z.string().min(1).max(64),
    hexUint32LE,
    hexBytes(32),
    hexBytes(32),
    hexBytes(32),
    hexUint32LE,
    hexUint32LE,
    z.boolean().default(false),
    solution,
  ])
  .rest(z.unknown());

/** It must leave room for the counter in the nonce space. */
const extranonce1 = hexBytes(1, counterOffset);
const SetExtranonce = z.tuple([extranonce1]).rest(z.unknown());
const SetTarget = z
  .tuple([hexBytes(32).transform((bytes) => bytes.toReversed())])
  .rest(z.unknown());
/** Some pools add a size, which says nothing: the nonce always has 32 bytes. */
const SubscribeResult = z.tuple([z.unknown(), extranonce1]).rest(z.unknown());

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
    case 'mining.set_target': {
      const [target] = readParams(SetTarget, envelope);
      return { kind: 'target', target };
    }
    case 'mining.set_extranonce': {
      const [extranonce1] = readParams(SetExtranonce, envelope);
      return { kind: 'extranonce', extranonce1 };
    }
    case 'client.reconnect':
      return { kind: 'reconnect' };
    default:
      return readPoolTalk(envelope) ?? { kind: 'unknown', id, method };
  }
}

function readJob(params: z.output<typeof Notify>): VerusJob {
  const [id, version, previousHash, merkleRoot, saplingRoot, time, bits, cleanJobs, solution] =
    params;
  return {
    id,
    version,
    previousHash,
    merkleRoot,
    saplingRoot,
    time,
    bits,
    cleanJobs,
    solution,
  };
}

/**
 * Reads the answer to `mining.subscribe`: `[null, extranonce1]`, or the list of subscriptions first
 * and a size behind.
 *
 * @returns extranonce1, 1 to 11 bytes
 * @throws {BadStratumMessageError}
 */
export function decodeSubscription(result: unknown): Uint8Array {
  const parsed = SubscribeResult.safeParse(result);
  if (!parsed.success) {
    throw new BadStratumMessageError('The answer to mining.subscribe has no extranonce.');
  }
  const [, extranonce1] = parsed.data;
  return extranonce1;
}

/**
 * In the form that all clients take: some refuse the one with a size.
 *
 * @param sessionId  told to the client, which may name it when it comes again; most pools have none
 */
export function encodeSubscription(
  id: RequestId,
  extranonce1: Uint8Array,
  sessionId?: string,
): string {
  const subscriptions =
    sessionId === undefined
      ? null
      : ['mining.set_difficulty', 'mining.notify'].map((to) => [to, sessionId]);
  return encodeAnswer(id, [subscriptions, toHex(extranonce1)], null);
}

export function encodeJob(job: VerusJob): string {
  return encodeRequest(null, 'mining.notify', [
    job.id,
    uint32ToHexLE(job.version),
    toHex(job.previousHash),
    toHex(job.merkleRoot),
    toHex(job.saplingRoot),
    uint32ToHexLE(job.time),
    uint32ToHexLE(job.bits),
    job.cleanJobs,
    toHex(withoutZerosAtEnd(job.solution)),
  ]);
}

function withoutZerosAtEnd(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(0, bytes.findLastIndex((byte) => byte !== 0) + 1);
}

/** Must come before the first job: from it clients know what dialect this is. */
export function encodeTarget(target: Uint8Array): string {
  return encodeRequest(null, 'mining.set_target', [targetToHex(target)]);
}

export function encodeExtranonce(extranonce1: Uint8Array): string {
  return encodeRequest(null, 'mining.set_extranonce', [toHex(extranonce1)]);
}

/** Answers a client that asked for the transactions of a job: there are none to be told. */
export function encodeNoTransactions(): string {
  return `${JSON.stringify({ id: null, result: [], error: true })}\n`;
}
