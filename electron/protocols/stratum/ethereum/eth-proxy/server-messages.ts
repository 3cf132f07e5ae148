import { z } from 'zod';
import { decodeOpenEnvelope, encodeRpcFailure, readPart } from '../../envelope.ts';
import type { RequestId, StratumFailure } from '../../stratum-errors.ts';
import type { EthProxyJob } from '../job.ts';
import { dataHex, quantityHex, toDataHex, toQuantityHex } from '../prefixed-hex.ts';

/** What a pool says to its clients. */
export type ServerMessage =
  | {
      readonly kind: 'answer';
      readonly id: RequestId;
      readonly result: unknown;
      readonly error: StratumFailure | null;
    }
  /** An answer to `eth_getWork`, or sent by the pool, most often with id 0. */
  | { readonly kind: 'job'; readonly id: RequestId; readonly job: EthProxyJob }
  | { readonly kind: 'unknown'; readonly id: RequestId; readonly method: string };

/** The id of what was not asked for. */
const pushId = 0;

/** Other things than a height stand in its place at some pools. */
const height = quantityHex
  .transform(Number)
  .refine((value) => Number.isSafeInteger(value))
  .optional()
  .catch(undefined);

/** Some pools leave out zeros before the target. */
const Work = z
  .tuple([
    dataHex(32),
    dataHex(32),
    quantityHex.refine((target) => target > 0n, 'must be above zero'),
    height,
  ])
  .rest(z.unknown());

/**
 * Reads one line of a pool.
 *
 * @throws {BadStratumMessageError}
 */
export function decodeServerMessage(line: string): ServerMessage {
  const envelope = decodeOpenEnvelope(line);
  const { id } = envelope;
  if (envelope.kind === 'request') return { kind: 'unknown', id, method: envelope.method };
  const { result, error } = envelope;
  if (error || !Array.isArray(result)) return { kind: 'answer', id, result, error };
  const [headerHash, seedHash, target, height] = readPart(Work, result, { what: 'The work', id });
  const job = { headerHash, seedHash, target, ...(height !== undefined && { height }) };
  return { kind: 'job', id, job };
}

/** Sends work that was not asked for. */
export function encodeJob(job: EthProxyJob): string {
  return encodeJobResult(pushId, job);
}

/** Answers `eth_getWork`. */
export function encodeJobResult(id: RequestId, job: EthProxyJob): string {
  const { headerHash, seedHash, target, height } = job;
  const hashes = [headerHash, seedHash].map(toDataHex);
  const numbers = height === undefined ? [] : [toQuantityHex(height)];
  return encodeResult(id, [...hashes, toQuantityHex(target, 64), ...numbers]);
}

/** Answers a login, a share or a hash rate that is taken. */
export function encodeAccepted(id: RequestId): string {
  return encodeResult(id, true);
}

/** Refuses whatever was asked. */
export function encodeRefusal(id: RequestId, failure: StratumFailure): string {
  return encodeRpcFailure(id, failure);
}

function encodeResult(id: RequestId, result: unknown): string {
  return `${JSON.stringify({ id, jsonrpc: '2.0', result })}\n`;
}
