import { z } from 'zod';
import { toHex } from '../../bitcoin/hex.ts';
import { decodeOpenEnvelope, encodeRequest, readPart } from '../../envelope.ts';
import type { RequestId, StratumFailure } from '../../stratum-errors.ts';
import { readHashRate, reportHashRateMethod, type ReportedHashRate } from '../hash-rate.ts';
import { nonceBytes, type EthereumStratumShare } from '../job.ts';
import { dataHex } from '../prefixed-hex.ts';

/** The version that this codec speaks, NiceHash's of 2016. */
export const ethereumStratum = 'EthereumStratum/1.0.0';

/** What a client (a miner) says to a pool. */
export type ClientMessage =
  | {
      readonly kind: 'subscribe';
      readonly id: RequestId;
      readonly userAgent: string;
      /** Such as {@link ethereumStratum}; empty where it tells none, which is another dialect. */
      readonly protocol: string;
    }
  /** Asks for EthereumStratum/2.0. Refused, ethminer comes again with another dialect. */
  | { readonly kind: 'hello'; readonly id: RequestId; readonly protocol: string }
  | {
      readonly kind: 'authorize';
      readonly id: RequestId;
      readonly worker: string;
      readonly password: string;
    }
  | { readonly kind: 'extranonce-subscribe'; readonly id: RequestId }
  | { readonly kind: 'submit'; readonly id: RequestId; readonly share: EthereumStratumShare }
  | { readonly kind: 'hash-rate'; readonly id: RequestId; readonly report: ReportedHashRate }
  /** To what the pool asked. */
  | {
      readonly kind: 'answer';
      readonly id: RequestId;
      readonly result: unknown;
      readonly error: StratumFailure | null;
    }
  | { readonly kind: 'unknown'; readonly id: RequestId; readonly method: string };

const name = z.string().max(200);
const Subscribe = z.tuple([name.nullish(), name.nullish()]).rest(z.unknown());
const Hello = z.object({ proto: name.nullish() });
const Authorize = z.tuple([name, name.nullish()]).rest(z.unknown());
const Submit = z.tuple([name, z.string().min(1).max(64), dataHex(1, nonceBytes)]).rest(z.unknown());

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
  const { method, params = [] } = envelope;
  const what = { what: method, id };
  switch (method) {
    case 'mining.subscribe': {
      const [userAgent, protocol] = readPart(Subscribe, params, what);
      return { kind: 'subscribe', id, userAgent: userAgent ?? '', protocol: protocol ?? '' };
    }
    case 'mining.hello':
      return { kind: 'hello', id, protocol: readPart(Hello, params, what).proto ?? '' };
    case 'mining.authorize': {
      const [worker, password] = readPart(Authorize, params, what);
      return { kind: 'authorize', id, worker, password: password ?? '' };
    }
    case 'mining.extranonce.subscribe':
      return { kind: 'extranonce-subscribe', id };
    case 'mining.submit': {
      const [worker, jobId, minerNonce] = readPart(Submit, params, what);
      return { kind: 'submit', id, share: { worker, jobId, minerNonce } };
    }
    case reportHashRateMethod:
      return { kind: 'hash-rate', id, report: readHashRate(params, id) };
    default:
      return { kind: 'unknown', id, method };
  }
}

export function encodeSubscribe(id: RequestId, userAgent: string): string {
  return encodeRequest(id, 'mining.subscribe', [userAgent, ethereumStratum]);
}

export function encodeAuthorize(id: RequestId, worker: string, password: string): string {
  return encodeRequest(id, 'mining.authorize', [worker, password]);
}

/** Says that the extranonce may change while connected. */
export function encodeExtranonceSubscribe(id: RequestId): string {
  return encodeRequest(id, 'mining.extranonce.subscribe', []);
}

export function encodeSubmit(id: RequestId, share: EthereumStratumShare): string {
  const { worker, jobId, minerNonce } = share;
  return encodeRequest(id, 'mining.submit', [worker, jobId, toHex(minerNonce)]);
}
