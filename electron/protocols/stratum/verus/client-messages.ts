import { z } from 'zod';
import { fromHex, hexBytes, toHex } from '../bitcoin/hex.ts';
import { readParams } from '../bitcoin/read-params.ts';
import { decodeEnvelope, encodeRequest } from '../envelope.ts';
import type { RequestId, StratumFailure } from '../stratum-errors.ts';
import { headerNonceBytes, solutionLength } from './block-header.ts';
import type { VerusShare } from './job.ts';
import { hexUint32LE, uint32ToHexLE } from './little-endian-hex.ts';
import { solutionBytes } from './solution.ts';

/** What a client (a miner) says to a pool. */
export type ClientMessage =
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
  | { readonly kind: 'submit'; readonly id: RequestId; readonly share: VerusShare }
  | { readonly kind: 'extranonce-subscribe'; readonly id: RequestId }
  /** Says that the client knows solutions of merge mining. */
  | { readonly kind: 'pbaas-subscribe'; readonly id: RequestId }
  /** Asks for the transactions of a job, which pools do not tell. */
  | { readonly kind: 'get-transactions'; readonly id: RequestId }
  /** Keeps the connection alive; pools take no notice. */
  | { readonly kind: 'ping'; readonly id: RequestId }
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

/** The solution of a share with the length before it, as in a block. */
const lengthHex = toHex(solutionLength);
const solutionDigits = lengthHex.length + 2 * solutionBytes;

const solution = z
  .string()
  .refine((text) => text.length === solutionDigits, `must be ${solutionDigits} hexadecimal digits`)
  .refine((text) => text.toLowerCase().startsWith(lengthHex), `must begin with ${lengthHex}`)
  .refine((text) => /^[0-9a-fA-F]*$/.test(text), `must be ${solutionDigits} hexadecimal digits`)
  .transform((text) => fromHex(text.slice(lengthHex.length)));

const name = z.string().max(maxName);
/** nheqminer has null there, and proxies what they like: what is no session is passed over. */
const sessionId = z.string().min(1).max(64).optional().catch(undefined);
const Subscribe = z.tuple([name.nullable().default(''), sessionId]).rest(z.unknown());
const Authorize = z.tuple([name, name.nullable().default('')]).rest(z.unknown());
const Submit = z
  .tuple([name, z.string().min(1).max(64), hexUint32LE, hexBytes(0, headerNonceBytes), solution])
  .rest(z.unknown());

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
      const [userAgent, sessionId] = readParams(Subscribe, envelope);
      const resumed = sessionId !== undefined && { sessionId };
      return { kind: 'subscribe', id, userAgent: userAgent ?? '', ...resumed };
    }
    case 'mining.authorize': {
      const [worker, password] = readParams(Authorize, envelope);
      return { kind: 'authorize', id, worker, password: password ?? '' };
    }
    case 'mining.submit': {
      const [worker, jobId, time, nonce2, solution] = readParams(Submit, envelope);
      return { kind: 'submit', id, share: { worker, jobId, time, nonce2, solution } };
    }
    case 'mining.extranonce.subscribe':
      return { kind: 'extranonce-subscribe', id };
    case 'mining.pbaas.subscribe':
      return { kind: 'pbaas-subscribe', id };
    case 'mining.get_transactions':
      return { kind: 'get-transactions', id };
    case 'mining.ping':
      return { kind: 'ping', id };
    default:
      return { kind: 'unknown', id, method };
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

/** Unlike with Bitcoin, the time comes before what the client chose. */
export function encodeSubmit(id: RequestId, share: VerusShare): string {
  const { worker, jobId, time, nonce2, solution } = share;
  const bytes = [toHex(nonce2), lengthHex + toHex(solution)];
  return encodeRequest(id, 'mining.submit', [worker, jobId, uint32ToHexLE(time), ...bytes]);
}

/** Says that the extranonce may change while connected. */
export function encodeExtranonceSubscribe(id: RequestId): string {
  return encodeRequest(id, 'mining.extranonce.subscribe', []);
}

/** Says that the client knows solutions of merge mining. */
export function encodePbaasSubscribe(id: RequestId): string {
  return encodeRequest(id, 'mining.pbaas.subscribe', []);
}

/** @param jobId  of the job whose transactions are asked for */
export function encodeGetTransactions(id: RequestId, jobId: string): string {
  return encodeRequest(id, 'mining.get_transactions', [jobId]);
}

/** Keeps the connection alive. */
export function encodePing(): string {
  return encodeRequest(null, 'mining.ping', []);
}
