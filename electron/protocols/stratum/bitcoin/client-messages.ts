import { z } from 'zod';
import { decodeEnvelope, encodeAnswer, encodeRequest } from '../envelope.ts';
import { readLoginMessage, workerName, type LoginMessage } from '../mining-login.ts';
import type { RequestId, StratumFailure } from '../stratum-errors.ts';
import { readConfiguration, type Configuration } from './configure.ts';
import { hexBytes, hexMask, hexUint32, toHex, uint32ToHex } from './hex.ts';
import type { StratumShare } from './job.ts';
import { readParams } from './read-params.ts';

/** What a client (a miner) says to a pool. */
export type ClientMessage =
  | LoginMessage
  | {
      readonly kind: 'configure';
      readonly id: RequestId;
      readonly configuration: Configuration;
    }
  | { readonly kind: 'submit'; readonly id: RequestId; readonly share: StratumShare }
  | { readonly kind: 'suggest-difficulty'; readonly id: RequestId; readonly difficulty: number }
  /** 32 bytes, least significant first. */
  | { readonly kind: 'suggest-target'; readonly id: RequestId; readonly target: Uint8Array }
  | { readonly kind: 'pong'; readonly id: RequestId }
  /** An older way to choose bits of the version, which says nothing of which: it changes nothing. */
  | { readonly kind: 'multi-version'; readonly id: RequestId }
  /** To what the pool asked. */
  | {
      readonly kind: 'answer';
      readonly id: RequestId;
      readonly result: unknown;
      readonly error: StratumFailure | null;
    }
  | { readonly kind: 'unknown'; readonly id: RequestId; readonly method: string };

const Submit = z
  .tuple([
    workerName,
    z.string().min(1).max(64),
    hexBytes(0, 16),
    hexUint32,
    hexUint32,
    hexMask.nullish(),
  ])
  .rest(z.unknown());
const Suggest = z.tuple([z.number().positive()]).rest(z.unknown());
const SuggestTarget = z
  .tuple([hexBytes(32).transform((bytes) => bytes.toReversed())])
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
    case 'mining.submit': {
      const [worker, jobId, extranonce2, time, nonce, bits] = readParams(Submit, envelope);
      const rolled = typeof bits === 'number' && { versionBits: bits };
      return { kind: 'submit', id, share: { worker, jobId, extranonce2, time, nonce, ...rolled } };
    }
    case 'mining.configure':
      return { kind: 'configure', id, configuration: readConfiguration(envelope) };
    case 'mining.suggest_difficulty': {
      const [difficulty] = readParams(Suggest, envelope);
      return { kind: 'suggest-difficulty', id, difficulty };
    }
    case 'mining.suggest_target': {
      const [target] = readParams(SuggestTarget, envelope);
      return { kind: 'suggest-target', id, target };
    }
    case 'mining.pong':
      return { kind: 'pong', id };
    case 'mining.multi_version':
      return { kind: 'multi-version', id };
    default:
      return readLoginMessage(envelope) ?? { kind: 'unknown', id, method };
  }
}

export function encodeSubmit(id: RequestId, share: StratumShare): string {
  const { worker, jobId, extranonce2, time, nonce, versionBits } = share;
  const rolled = versionBits === undefined ? [] : [versionBits];
  const numbers = [time, nonce, ...rolled].map(uint32ToHex);
  return encodeRequest(id, 'mining.submit', [worker, jobId, toHex(extranonce2), ...numbers]);
}

/** Asks for shares of this difficulty; a pool may do as it likes. */
export function encodeSuggestDifficulty(id: RequestId, difficulty: number): string {
  return encodeRequest(id, 'mining.suggest_difficulty', [difficulty]);
}

/**
 * Asks for shares of this target; a pool may do as it likes.
 *
 * @param target  32 bytes, least significant first
 */
export function encodeSuggestTarget(id: RequestId, target: Uint8Array): string {
  return encodeRequest(id, 'mining.suggest_target', [toHex(target.toReversed())]);
}

/** Answers `client.get_version`. */
export function encodeVersion(id: RequestId, userAgent: string): string {
  return encodeAnswer(id, userAgent, null);
}
