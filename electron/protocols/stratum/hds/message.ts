import { decodeOpenEnvelope } from '../envelope.ts';
import { BadStratumMessageError, type RequestId } from '../stratum-errors.ts';

/** A message of this dialect: all it says stands beside its id and its method. */
export interface HdsMessage {
  /** 1 to 200 characters. */
  readonly id: string;
  readonly method: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/**
 * Reads one line. Nodes take texts as ids only; programs are known that send numbers.
 *
 * @throws {BadStratumMessageError}
 */
export function decodeMessage(line: string): HdsMessage {
  const envelope = decodeOpenEnvelope(line);
  const id = textOf(envelope.id);
  if (envelope.kind === 'answer') {
    throw new BadStratumMessageError('It has no method.', id ?? null);
  }
  const { method, fields } = envelope;
  if (id === undefined) throw new BadStratumMessageError(`${method}: the id is empty or no text.`);
  return { id, method, fields };
}

function textOf(id: RequestId): string | undefined {
  if (typeof id === 'number') return Number.isSafeInteger(id) ? String(id) : undefined;
  return id === null || id === '' ? undefined : id;
}

/** One line, with its end. What is undefined is left out. */
export function encodeMessage(id: string, method: string, fields: object): string {
  return `${JSON.stringify({ id, jsonrpc: '2.0', method, ...fields })}\n`;
}
