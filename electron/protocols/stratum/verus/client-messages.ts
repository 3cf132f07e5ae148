import { z } from 'zod';
import { fromHex, hexBytes, toHex } from '../bitcoin/hex.ts';
import { readParams } from '../bitcoin/read-params.ts';
import { decodeEnvelope, encodeRequest } from '../envelope.ts';
import { readLoginMessage, workerName, type LoginMessage } from '../mining-login.ts';
import type { RequestId, StratumFailure } from '../stratum-errors.ts';
import { headerNonceBytes, solutionLength } from './block-header.ts';
import type { VerusShare } from './job.ts';
import { hexUint32LE, uint32ToHexLE } from './little-endian-hex.ts';
import { solutionBytes } from './solution.ts';

/** What a client (a miner) says to a pool. */
export type ClientMessage =
  | LoginMessage
  | { readonly kind: 'submit'; readonly id: RequestId; readonly share: VerusShare }
  /** Says that the client knows solutions of merge mining. */
  | { readonly kind: 'pbaas-subscribe'; readonly id: RequestId }
  /** Asks for the transactions of a job, which pools do not tell. */
  | { readonly kind: 'get-transactions'; readonly id: RequestId }
  /** To what the pool asked. */
  | {
      readonly kind: 'answer';
      readonly id: RequestId;
      readonly result: unknown;
      readonly error: StratumFailure | null;
    }
  | { readonly kind: 'unknown'; readonly id: RequestId; readonly method: string };

/** The solution of a share with the length before it, as in a block. */
const lengthHex = toHex(solutionLength);
const solutionDigits = lengthHex.length + 2 * solutionBytes;

const solution = z
  .string()
  .refine((text) => text.length === solutionDigits, `must be ${solutionDigits} hexadecimal digits`)
  .refine((text) => text.toLowerCase().startsWith(lengthHex), `must begin with ${lengthHex}`)
  .refine((text) => /^[0-9a-fA-F]*$/.test(text), `must be ${solutionDigits} hexadecimal digits`)
  .transform((text) => fromHex(text.slice(lengthHex.length)));

const Submit = z
  .tuple([
    workerName,
    z.string().min(1).max(64),
    hexUint32LE,
    hexBytes(0, headerNonceBytes),
    solution,
  ])
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
      const [worker, jobId, time, nonce2, solution] = readParams(Submit, envelope);
      return { kind: 'submit', id, share: { worker, jobId, time, nonce2, solution } };
    }
    case 'mining.pbaas.subscribe':
      return { kind: 'pbaas-subscribe', id };
    case 'mining.get_transactions':
      return { kind: 'get-transactions', id };
    default:
      return readLoginMessage(envelope) ?? { kind: 'unknown', id, method };
  }
}

/** Unlike with Bitcoin, the time comes before what the client chose. */
export function encodeSubmit(id: RequestId, share: VerusShare): string {
  const { worker, jobId, time, nonce2, solution } = share;
  const bytes = [toHex(nonce2), lengthHex + toHex(solution)];
  return encodeRequest(id, 'mining.submit', [worker, jobId, uint32ToHexLE(time), ...bytes]);
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
