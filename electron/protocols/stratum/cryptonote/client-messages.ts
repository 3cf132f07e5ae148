import { z } from 'zod';
import { hexBytes, toHex } from '../bitcoin/hex.ts';
import { decodeOpenEnvelope, encodeRpcRequest, readPart } from '../envelope.ts';
import type { RequestId, StratumFailure } from '../stratum-errors.ts';
import { nonceBytes, type CryptonoteShare } from './job.ts';
import { wireAlgorithm, wireId } from './wire-job.ts';

/** Who a client is and what it can do. */
export interface CryptonoteLogin {
  /** Most often the wallet, sometimes with a difficulty or a name behind it. */
  readonly user: string;
  readonly password: string;
  readonly userAgent: string;
  /** What the client can hash, such as `rx/0`; empty where it does not tell. */
  readonly algorithms: readonly string[];
  /** Name of the computer. */
  readonly rigName?: string;
}

/** What a client (a miner) says to a pool. The session is named in the answer to the login. */
export type ClientMessage =
  | { readonly kind: 'login'; readonly id: RequestId; readonly login: CryptonoteLogin }
  | {
      readonly kind: 'submit';
      readonly id: RequestId;
      readonly sessionId: string;
      readonly share: CryptonoteShare;
    }
  | { readonly kind: 'keep-alive'; readonly id: RequestId; readonly sessionId: string }
  /** Asks for the job, which pools also send by themselves. */
  | { readonly kind: 'get-job'; readonly id: RequestId; readonly sessionId: string }
  /** To what the pool asked. */
  | {
      readonly kind: 'answer';
      readonly id: RequestId;
      readonly result: unknown;
      readonly error: StratumFailure | null;
    }
  | { readonly kind: 'unknown'; readonly id: RequestId; readonly method: string };

const text = z.string().max(200);
/** A wallet with payment id, difficulty and name behind it is the longest. */
const user = z.string().max(400);
/** XMRig names 31. */
const algorithms = z.array(wireAlgorithm).max(100);

const Login = z
  .object({
    login: user,
    pass: text.nullish(),
    agent: text.nullish(),
    rigid: text.nullish(),
    algo: algorithms.nullish(),
  })
  .transform(({ login, pass, agent, rigid, algo }): CryptonoteLogin => ({
    user: login,
    password: pass ?? '',
    userAgent: agent ?? '',
    algorithms: algo ?? [],
    ...(typeof rigid === 'string' && { rigName: rigid }),
  }));
/** Few pools look at it: the connection says it too. */
const sessionId = z.string().max(128).nullish();
const Submit = z.object({
  id: sessionId,
  job_id: wireId,
  nonce: hexBytes(nonceBytes),
  result: hexBytes(32),
  algo: wireAlgorithm.nullish(),
});
const OfSession = z.object({ id: sessionId });

/**
 * Reads one line of a client.
 *
 * @throws {BadStratumMessageError}  with the request's id, so that it can be answered
 */
export function decodeClientMessage(line: string): ClientMessage {
  const envelope = decodeOpenEnvelope(line);
  const { id } = envelope;
  if (envelope.kind === 'answer') {
    return { kind: 'answer', id, result: envelope.result, error: envelope.error };
  }
  const { method, params } = envelope;
  const what = { what: method, id };
  switch (method) {
    case 'login':
      return { kind: 'login', id, login: readPart(Login, params, what) };
    case 'submit': {
      const { id: session, job_id: jobId, nonce, result, algo } = readPart(Submit, params, what);
      const algorithm = typeof algo === 'string' && { algorithm: algo };
      const share = { jobId, nonce, hash: result, ...algorithm };
      return { kind: 'submit', id, sessionId: session ?? '', share };
    }
    case 'keepalived':
      return { kind: 'keep-alive', id, sessionId: readPart(OfSession, params, what).id ?? '' };
    case 'getjob':
      return { kind: 'get-job', id, sessionId: readPart(OfSession, params, what).id ?? '' };
    default:
      return { kind: 'unknown', id, method };
  }
}

export function encodeLogin(id: RequestId, login: CryptonoteLogin): string {
  const { user, password, userAgent, rigName, algorithms } = login;
  return encodeRpcRequest(id, 'login', {
    login: user,
    pass: password,
    agent: userAgent,
    rigid: rigName,
    algo: algorithms.length > 0 ? algorithms : undefined,
  });
}

/** @param sessionId  as the answer to the login said */
export function encodeSubmit(id: RequestId, sessionId: string, share: CryptonoteShare): string {
  const { jobId, nonce, hash, algorithm } = share;
  const found = { job_id: jobId, nonce: toHex(nonce), result: toHex(hash), algo: algorithm };
  return encodeRpcRequest(id, 'submit', { id: sessionId, ...found });
}

/** Keeps the connection alive. Only for pools whose answer to the login has this extension. */
export function encodeKeepAlive(id: RequestId, sessionId: string): string {
  return encodeRpcRequest(id, 'keepalived', { id: sessionId });
}

export function encodeGetJob(id: RequestId, sessionId: string): string {
  return encodeRpcRequest(id, 'getjob', { id: sessionId });
}
