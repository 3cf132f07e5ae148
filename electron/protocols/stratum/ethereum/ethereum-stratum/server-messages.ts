import { z } from 'zod';
import { toHex } from '../../bitcoin/hex.ts';
import { decodeOpenEnvelope, encodeAnswer, encodeRequest, readPart } from '../../envelope.ts';
import type { RequestId, StratumFailure } from '../../stratum-errors.ts';
import { BadStratumMessageError } from '../../stratum-errors.ts';
import type { EthereumStratumJob } from '../job.ts';
import { dataHex } from '../prefixed-hex.ts';
import { ethereumStratum } from './client-messages.ts';

/**
 * What a pool says to its clients. A difficulty has the scale of Bitcoin, `../../bitcoin/difficulty.ts`:
 * 1 is the target 0x00000000ffff0000…, as NiceHash's specification has it.
 */
export type ServerMessage =
  | {
      readonly kind: 'answer';
      readonly id: RequestId;
      readonly result: unknown;
      readonly error: StratumFailure | null;
    }
  | { readonly kind: 'job'; readonly job: EthereumStratumJob }
  /** Holds for the jobs after it; 1 until one comes. */
  | { readonly kind: 'difficulty'; readonly difficulty: number }
  /** Holds for the jobs after it. */
  | { readonly kind: 'extranonce'; readonly extranonce: Uint8Array }
  /** The pool wants the client to come again. Where to is not told: a pool must not send us elsewhere. */
  | { readonly kind: 'reconnect' }
  | { readonly kind: 'show-message'; readonly text: string }
  | { readonly kind: 'get-version'; readonly id: RequestId }
  | { readonly kind: 'unknown'; readonly id: RequestId; readonly method: string };

/** What a subscription gives. */
export interface EthereumSubscription {
  readonly sessionId: string;
  /** What each nonce begins with; pools should give at most 3 of the 8 bytes. */
  readonly extranonce: Uint8Array;
}

/** Without two bytes of its own a client would be through in no time. */
const extranonce = dataHex(0, 6);
const Notify = z
  .tuple([z.string().min(1).max(64), dataHex(32), dataHex(32), z.boolean().default(false)])
  .rest(z.unknown());
const SetDifficulty = z.tuple([z.number().positive()]).rest(z.unknown());
const SetExtranonce = z.tuple([extranonce]).rest(z.unknown());
const ShowMessage = z.tuple([z.string().transform((text) => text.slice(0, 500))]).rest(z.unknown());
const text = z.string().max(200).nullish();
const SubscribeResult = z
  .tuple([z.tuple([z.unknown(), text, text]).rest(z.unknown()), extranonce])
  .rest(z.unknown());

/**
 * Reads one line of a pool.
 *
 * @throws {BadStratumMessageError}
 */
export function decodeServerMessage(line: string): ServerMessage {
  const envelope = decodeOpenEnvelope(line);
  const { id } = envelope;
  if (envelope.kind === 'answer') {
    return { kind: 'answer', id, result: envelope.result, error: envelope.error };
  }
  const { method, params } = envelope;
  const what = { what: method, id };
  switch (method) {
    case 'mining.notify': {
      const [jobId, seedHash, headerHash, cleanJobs] = readPart(Notify, params, what);
      return { kind: 'job', job: { id: jobId, seedHash, headerHash, cleanJobs } };
    }
    case 'mining.set_difficulty': {
      const [difficulty] = readPart(SetDifficulty, params, what);
      return { kind: 'difficulty', difficulty };
    }
    case 'mining.set_extranonce': {
      const [extranonce] = readPart(SetExtranonce, params, what);
      return { kind: 'extranonce', extranonce };
    }
    case 'client.reconnect':
      return { kind: 'reconnect' };
    case 'client.show_message': {
      const [text] = readPart(ShowMessage, params, what);
      return { kind: 'show-message', text };
    }
    case 'client.get_version':
      return { kind: 'get-version', id };
    default:
      return { kind: 'unknown', id, method };
  }
}

/**
 * Reads the answer to `mining.subscribe`.
 *
 * @throws {BadStratumMessageError}  also when the pool speaks another version
 */
export function decodeSubscription(result: unknown): EthereumSubscription {
  const what = { what: 'The answer to mining.subscribe', id: null };
  const [[, sessionId, protocol], extranonce] = readPart(SubscribeResult, result, what);
  if (typeof protocol === 'string' && protocol !== ethereumStratum) {
    throw new BadStratumMessageError(`The pool speaks "${protocol}", not ${ethereumStratum}.`);
  }
  return { sessionId: sessionId ?? '', extranonce };
}

export function encodeSubscription(id: RequestId, subscription: EthereumSubscription): string {
  const { sessionId, extranonce } = subscription;
  const subscribed = ['mining.notify', sessionId, ethereumStratum];
  return encodeAnswer(id, [subscribed, toHex(extranonce)], null);
}

/** Answers `mining.hello`, after which ethminer tries the next dialect it knows. */
export function encodeHelloRefusal(id: RequestId): string {
  return encodeAnswer(id, null, { code: 20, message: `Only ${ethereumStratum} is spoken here.` });
}

export function encodeJob(job: EthereumStratumJob): string {
  const { id, seedHash, headerHash, cleanJobs } = job;
  const hashes = [toHex(seedHash), toHex(headerHash)];
  return encodeRequest(null, 'mining.notify', [id, ...hashes, cleanJobs]);
}

/** Must come before the first job. */
export function encodeDifficulty(difficulty: number): string {
  return encodeRequest(null, 'mining.set_difficulty', [difficulty]);
}

/** @param extranonce  0 to 3 bytes; for clients that asked for changes */
export function encodeExtranonce(extranonce: Uint8Array): string {
  return encodeRequest(null, 'mining.set_extranonce', [toHex(extranonce)]);
}
