import { z } from 'zod';
import {
  decodeOpenEnvelope,
  encodeRpcFailure,
  encodeRpcNotification,
  readPart,
} from '../envelope.ts';
import type { RequestId, StratumFailure } from '../stratum-errors.ts';
import type { CryptonoteJob } from './job.ts';
import { toWireJob, WireJob, wireId } from './wire-job.ts';

/** What a pool says to its clients. */
export type ServerMessage =
  | {
      readonly kind: 'answer';
      readonly id: RequestId;
      readonly result: unknown;
      readonly error: StratumFailure | null;
    }
  /** Some pools name the session in it. */
  | { readonly kind: 'job'; readonly job: CryptonoteJob; readonly sessionId?: string }
  | { readonly kind: 'unknown'; readonly id: RequestId; readonly method: string };

/** What a login gives. */
export interface CryptonoteSession {
  /** Named in all that the client says from then on. */
  readonly sessionId: string;
  readonly job: CryptonoteJob;
  /** What the pool can do beyond the oldest form: {@link extensions}. */
  readonly extensions: readonly string[];
}

/**
 * What a pool can tell a client that it does.
 *
 * - algo: jobs name their algorithm, and so do shares
 * - nicehash: the highest byte of the nonce in the blob must stay as it is
 * - keepalive: `keepalived` is answered
 */
export const extensions = ['algo', 'nicehash', 'keepalive'] as const;

const LoginResult = z.object({
  id: wireId,
  job: WireJob,
  extensions: z.array(z.string().max(40)).max(40).nullish(),
});

const OfSession = z.object({ id: wireId.nullish() });

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
  if (method !== 'job') return { kind: 'unknown', id, method };
  const job = readPart(WireJob, params, { what: method, id });
  const { id: sessionId } = readPart(OfSession, params, { what: method, id });
  return { kind: 'job', job, ...(typeof sessionId === 'string' && { sessionId }) };
}

/**
 * Reads the answer to a login.
 *
 * @throws {BadStratumMessageError}
 */
export function decodeSession(result: unknown): CryptonoteSession {
  const what = { what: 'The answer to login', id: null };
  const { id, job, extensions } = readPart(LoginResult, result, what);
  return { sessionId: id, job, extensions: extensions ?? [] };
}

/**
 * Reads the answer to `getjob`.
 *
 * @throws {BadStratumMessageError}
 */
export function decodeJobResult(result: unknown): CryptonoteJob {
  return readPart(WireJob, result, { what: 'The answer to getjob', id: null });
}

/**
 * Answers a login. The session needs an id of its own: XMRig that comes again and meets the session
 * and the job it had takes it for a mistake and hangs up, for ever.
 */
export function encodeSession(id: RequestId, session: CryptonoteSession): string {
  const { sessionId, job, extensions } = session;
  const known = extensions.length > 0 ? extensions : undefined;
  return encodeSuccess(id, { id: sessionId, job: toWireJob(job), extensions: known, status: 'OK' });
}

/** @param sessionId  no miner needs it */
export function encodeJob(job: CryptonoteJob, sessionId?: string): string {
  return encodeRpcNotification('job', { id: sessionId, ...toWireJob(job) });
}

/** Answers `getjob`. */
export function encodeJobResult(id: RequestId, job: CryptonoteJob): string {
  return encodeSuccess(id, toWireJob(job));
}

/** Answers a share that is taken. */
export function encodeAccepted(id: RequestId): string {
  return encodeSuccess(id, { status: 'OK' });
}

/** Answers `keepalived`. */
export function encodeKeptAlive(id: RequestId): string {
  return encodeSuccess(id, { status: 'KEEPALIVED' });
}

/** Refuses whatever was asked. @param failure  such as `cryptonoteFailures` has */
export function encodeRefusal(id: RequestId, failure: StratumFailure): string {
  return encodeRpcFailure(id, failure);
}

/** Some miners want the error to be there, as null. */
function encodeSuccess(id: RequestId, result: unknown): string {
  return `${JSON.stringify({ id, jsonrpc: '2.0', error: null, result })}\n`;
}
