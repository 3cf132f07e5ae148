import { z } from 'zod';
import { decodeOpenEnvelope, readPart } from '../../envelope.ts';
import type { RequestId, StratumFailure } from '../../stratum-errors.ts';
import { readHashRate, reportHashRateMethod, type ReportedHashRate } from '../hash-rate.ts';
import { nonceBytes, type EthProxyShare } from '../job.ts';
import { dataHex, toDataHex } from '../prefixed-hex.ts';

/** What a client (a miner) says to a pool. `worker` is empty where it tells none. */
export type ClientMessage =
  | {
      readonly kind: 'login';
      readonly id: RequestId;
      /** The address that is paid, often with the worker behind a dot. */
      readonly user: string;
      readonly password: string;
      readonly worker: string;
    }
  | { readonly kind: 'get-work'; readonly id: RequestId }
  | {
      readonly kind: 'submit';
      readonly id: RequestId;
      readonly worker: string;
      readonly share: EthProxyShare;
    }
  | {
      readonly kind: 'hash-rate';
      readonly id: RequestId;
      readonly worker: string;
      readonly report: ReportedHashRate;
    }
  /** To what the pool asked. */
  | {
      readonly kind: 'answer';
      readonly id: RequestId;
      readonly result: unknown;
      readonly error: StratumFailure | null;
    }
  | { readonly kind: 'unknown'; readonly id: RequestId; readonly method: string };

const name = z.string().max(200);
const Login = z.tuple([name, name.nullish()]).rest(z.unknown());
const Submit = z.tuple([dataHex(nonceBytes), dataHex(32), dataHex(32)]).rest(z.unknown());
/** Stands beside the params. */
const Fields = z.object({ worker: name.nullish() });

/**
 * Reads one line of a client.
 *
 * @throws {BadStratumMessageError}  with the request's id, so that it can be answered
 */
export function decodeClientMessage(line: string): ClientMessage {
  const envelope = decodeOpenEnvelope(line);
  const { id, fields } = envelope;
  if (envelope.kind === 'answer') {
    return { kind: 'answer', id, result: envelope.result, error: envelope.error };
  }
  const { method, params } = envelope;
  const what = { what: method, id };
  const workerOf = (): string => readPart(Fields, fields, what).worker ?? '';
  switch (method) {
    case 'eth_submitLogin':
    case 'eth_login': {
      const [user, password] = readPart(Login, params, what);
      return { kind: 'login', id, user, password: password ?? '', worker: workerOf() };
    }
    case 'eth_getWork':
      return { kind: 'get-work', id };
    case 'eth_submitWork': {
      const [nonce, headerHash, mixHash] = readPart(Submit, params, what);
      return { kind: 'submit', id, worker: workerOf(), share: { nonce, headerHash, mixHash } };
    }
    case reportHashRateMethod:
      return { kind: 'hash-rate', id, worker: workerOf(), report: readHashRate(params, id) };
    default:
      return { kind: 'unknown', id, method };
  }
}

export function encodeLogin(
  id: RequestId,
  { user, password, worker }: Pick<LoginMessage, 'user' | 'password' | 'worker'>,
): string {
  return encodeWithWorker(id, 'eth_submitLogin', [user, password], worker);
}

type LoginMessage = Extract<ClientMessage, { kind: 'login' }>;

export function encodeGetWork(id: RequestId): string {
  return encodeWithWorker(id, 'eth_getWork', [], '');
}

/** @param worker  told beside the share; empty for none */
export function encodeSubmit(id: RequestId, worker: string, share: EthProxyShare): string {
  const { nonce, headerHash, mixHash } = share;
  const found = [nonce, headerHash, mixHash].map(toDataHex);
  return encodeWithWorker(id, 'eth_submitWork', found, worker);
}

function encodeWithWorker(id: RequestId, method: string, params: string[], worker: string): string {
  return `${JSON.stringify({ id, method, params, worker: worker || undefined })}\n`;
}
