import { z } from 'zod';
import { readParams } from './bitcoin/read-params.ts';
import { encodeRequest, type Envelope } from './envelope.ts';
import type { RequestId } from './stratum-errors.ts';

/** What clients of all dialects with `mining.*` say alike, around their login. */
export type LoginMessage =
  | {
      readonly kind: 'subscribe';
      readonly id: RequestId;
      readonly userAgent: string;
      /** The session it wants to go on with; absent: a new one. */
      readonly sessionId?: string;
    }
  | {
      readonly kind: 'authorize';
      readonly id: RequestId;
      readonly worker: string;
      readonly password: string;
    }
  | { readonly kind: 'extranonce-subscribe'; readonly id: RequestId }
  /** Keeps the connection alive. */
  | { readonly kind: 'ping'; readonly id: RequestId };

/** Longest name of a worker, or password. */
const maxName = 200;
export const workerName = z.string().max(maxName);

/** Programs have other things in the second place, null among them: what is no session is passed over. */
const sessionId = z.string().min(1).max(64).optional().catch(undefined);
const Subscribe = z.tuple([workerName.nullable().default(''), sessionId]).rest(z.unknown());
const Authorize = z.tuple([workerName, workerName.nullable().default('')]).rest(z.unknown());

/**
 * @returns null where the request is another
 * @throws {BadStratumMessageError}  with the request's id, so that it can be answered
 */
export function readLoginMessage(
  request: Extract<Envelope, { kind: 'request' }>,
): LoginMessage | null {
  const { id, method } = request;
  switch (method) {
    case 'mining.subscribe': {
      const [userAgent, sessionId] = readParams(Subscribe, request);
      const resumed = sessionId !== undefined && { sessionId };
      return { kind: 'subscribe', id, userAgent: userAgent ?? '', ...resumed };
    }
    case 'mining.authorize': {
      const [worker, password] = readParams(Authorize, request);
      return { kind: 'authorize', id, worker, password: password ?? '' };
    }
    case 'mining.extranonce.subscribe':
      return { kind: 'extranonce-subscribe', id };
    case 'mining.ping':
      return { kind: 'ping', id };
    default:
      return null;
  }
}

/** @param sessionId  of the session to go on with, as the pool gave it; ccminer does so */
export function encodeSubscribe(id: RequestId, userAgent: string, sessionId?: string): string {
  const resumed = sessionId === undefined ? [] : [sessionId];
  return encodeRequest(id, 'mining.subscribe', [userAgent, ...resumed]);
}

export function encodeAuthorize(id: RequestId, worker: string, password: string): string {
  return encodeRequest(id, 'mining.authorize', [worker, password]);
}

/** Says that the extranonce may change while connected. */
export function encodeExtranonceSubscribe(id: RequestId): string {
  return encodeRequest(id, 'mining.extranonce.subscribe', []);
}
