import { z } from 'zod';
import { decodeEnvelope, encodeRequest } from '../envelope.ts';
import type { RequestId, StratumFailure } from '../stratum-errors.ts';
import { hexBytes, hexUint32, toHex, uint32ToHex } from './hex.ts';
import type { StratumShare } from './job.ts';
import { readParams } from './read-params.ts';

/** What a client (a miner) says to a pool. */
export type ClientMessage =
  | { readonly kind: 'subscribe'; readonly id: RequestId; readonly userAgent: string }
  | {
      readonly kind: 'authorize';
      readonly id: RequestId;
      readonly worker: string;
      readonly password: string;
    }
  | { readonly kind: 'submit'; readonly id: RequestId; readonly share: StratumShare }
  | { readonly kind: 'suggest-difficulty'; readonly id: RequestId; readonly difficulty: number }
  | { readonly kind: 'extranonce-subscribe'; readonly id: RequestId }
  /** To what the pool asked. */
  | {
      readonly kind: 'answer';
      readonly id: RequestId;
      readonly result: unknown;
      readonly error: StratumFailure | null;
    }
  | { readonly kind: 'unknown'; readonly id: RequestId; readonly method: string };

/** Longest name of a worker, or password. */
const maxName = 200;

const name = z.string().max(maxName);
const Subscribe = z.tuple([name.nullable().default('')]).rest(z.unknown());
const Authorize = z.tuple([name, name.nullable().default('')]).rest(z.unknown());
const Submit = z
  .tuple([name, z.string().min(1).max(64), hexBytes(0, 16), hexUint32, hexUint32])
  .rest(z.unknown());
const Suggest = z.tuple([z.number().positive()]).rest(z.unknown());

/**
 * Reads one line of a client.
 *
 * @throws {BadStratumMessageError}  with the request's id, so that it can be answered
 */
export function decodeClientMessage(line: string): ClientMessage {
  const envelope = decodeEnvelope(line);
  if (envelope.kind === 'answer') return envelope;
  const { id, method } = envelope;
  switch (method) {
    case 'mining.subscribe': {
      const [userAgent] = readParams(Subscribe, envelope);
      return { kind: 'subscribe', id, userAgent: userAgent ?? '' };
    }
    case 'mining.authorize': {
      const [worker, password] = readParams(Authorize, envelope);
      return { kind: 'authorize', id, worker, password: password ?? '' };
    }
    case 'mining.submit': {
      const [worker, jobId, extranonce2, time, nonce] = readParams(Submit, envelope);
      return { kind: 'submit', id, share: { worker, jobId, extranonce2, time, nonce } };
    }
    case 'mining.suggest_difficulty': {
      const [difficulty] = readParams(Suggest, envelope);
      return { kind: 'suggest-difficulty', id, difficulty };
    }
    case 'mining.extranonce.subscribe':
      return { kind: 'extranonce-subscribe', id };
    default:
      return { kind: 'unknown', id, method };
  }
}

export function encodeSubscribe(id: RequestId, userAgent: string): string {
  return encodeRequest(id, 'mining.subscribe', [userAgent]);
}

export function encodeAuthorize(id: RequestId, worker: string, password: string): string {
  return encodeRequest(id, 'mining.authorize', [worker, password]);
}

export function encodeSubmit(id: RequestId, share: StratumShare): string {
  const { worker, jobId, extranonce2, time, nonce } = share;
  const numbers = [uint32ToHex(time), uint32ToHex(nonce)];
  return encodeRequest(id, 'mining.submit', [worker, jobId, toHex(extranonce2), ...numbers]);
}

/** Asks for shares of this difficulty; a pool may do as it likes. */
export function encodeSuggestDifficulty(id: RequestId, difficulty: number): string {
  return encodeRequest(id, 'mining.suggest_difficulty', [difficulty]);
}

/** Says that the extranonce may change while connected. */
export function encodeExtranonceSubscribe(id: RequestId): string {
  return encodeRequest(id, 'mining.extranonce.subscribe', []);
}
