import { z } from 'zod';
import type { RequestId, StratumFailure } from './stratum-errors.ts';
import { BadStratumMessageError, stratumCodes } from './stratum-errors.ts';

/** What all dialects have in common: a request, an announcement (a request without id), an answer. */
export type Envelope =
  | {
      readonly kind: 'request';
      readonly id: RequestId;
      readonly method: string;
      readonly params: readonly unknown[];
    }
  | {
      readonly kind: 'answer';
      readonly id: RequestId;
      readonly result: unknown;
      readonly error: StratumFailure | null;
    };

/** Longest text in a message that is kept: ids, method names, reasons. */
const maxText = 200;

const Id = z.union([z.number(), z.string().max(maxText), z.null()]).default(null);

const Message = z.object({
  id: Id.catch(null),
  method: z.string().min(1).max(maxText).optional(),
  params: z.array(z.unknown()).optional(),
  result: z.unknown().optional(),
  error: z.unknown().optional(),
});

/**
 * Reads one line.
 *
 * @throws {BadStratumMessageError}  when it is no JSON object with a method or a result
 */
export function decodeEnvelope(line: string): Envelope {
  const parsed = Message.safeParse(parseJson(line));
  if (!parsed.success) throw new BadStratumMessageError('It is no request and no answer.');
  const { id, method, params = [], result = null, error } = parsed.data;
  if (method !== undefined) return { kind: 'request', id, method, params };
  if (!('result' in parsed.data) && !('error' in parsed.data)) {
    throw new BadStratumMessageError('It has neither a method nor a result.', id);
  }
  return { kind: 'answer', id, result, error: readFailure(error) };
}

/** Pools write an error as `[code, message, traceback]`, as `{code, message}` or as a text. */
function readFailure(error: unknown): StratumFailure | null {
  if (error === null || error === undefined || error === false) return null;
  const [code, message] = Array.isArray(error)
    ? (error as unknown[])
    : typeof error === 'object'
      ? [Reflect.get(error, 'code'), Reflect.get(error, 'message')]
      : [undefined, error];
  return {
    code: typeof code === 'number' ? code : stratumCodes.other,
    message: typeof message === 'string' ? message.slice(0, maxText) : 'unknown reason',
  };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new BadStratumMessageError('It is no JSON.');
  }
}

/** One line, with its end. */
export function encodeRequest(id: RequestId, method: string, params: readonly unknown[]): string {
  return `${JSON.stringify({ id, method, params })}\n`;
}

/** One line, with its end: `result` where `error` is null. */
export function encodeAnswer(id: RequestId, result: unknown, error: StratumFailure | null): string {
  const wireError = error && [error.code, error.message, null];
  return `${JSON.stringify({ id, result: error ? null : result, error: wireError })}\n`;
}
