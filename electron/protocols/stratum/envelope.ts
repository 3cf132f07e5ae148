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
  const { method, params = [], ...answer } = parsed.data;
  return method === undefined
    ? answerOf(answer)
    : { kind: 'request', id: answer.id, method, params };
}

/** A message of a dialect whose params have names, or which writes values beside them. */
export type OpenEnvelope =
  | {
      readonly kind: 'request';
      readonly id: RequestId;
      readonly method: string;
      /** Whatever stands there, or undefined. */
      readonly params: unknown;
      /** All that the message has, `params` too. */
      readonly fields: Readonly<Record<string, unknown>>;
    }
  | (Extract<Envelope, { kind: 'answer' }> & {
      readonly fields: Readonly<Record<string, unknown>>;
    });

const OpenMessage = Message.extend({ params: z.unknown().optional() });

/**
 * Reads one line whose params may be anything.
 *
 * @throws {BadStratumMessageError}  when it is no JSON object with a method or a result
 */
export function decodeOpenEnvelope(line: string): OpenEnvelope {
  const fields = parseJson(line);
  const parsed = OpenMessage.safeParse(fields);
  if (!parsed.success || !isRecord(fields)) {
    throw new BadStratumMessageError('It is no request and no answer.');
  }
  const { method, params, ...answer } = parsed.data;
  if (method === undefined) return { ...answerOf(answer), fields };
  return { kind: 'request', id: answer.id, method, params, fields };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function answerOf(
  message: Omit<z.output<typeof Message>, 'params'>,
): Extract<Envelope, { kind: 'answer' }> {
  const { id, result = null, error } = message;
  if (!('result' in message) && !('error' in message)) {
    throw new BadStratumMessageError('It has neither a method nor a result.', id);
  }
  return { kind: 'answer', id, result, error: readFailure(error) };
}

/**
 * Reads a part of a message.
 *
 * @param what  the part, for the error: 'login' gives 'login: pass must be …'
 * @param id    of the request that it belongs to
 * @throws {BadStratumMessageError}
 */
export function readPart<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  { what, id }: { readonly what: string; readonly id: RequestId },
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const problem = `${issue?.path.join('.') ?? ''} ${issue?.message ?? 'is wrong'}`.trim();
  throw new BadStratumMessageError(`${what}: ${problem}.`, id);
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

/** One line, with its end, as JSON-RPC 2.0 has it. Params that are undefined are left out. */
export function encodeRpcRequest(id: RequestId, method: string, params: unknown): string {
  return `${JSON.stringify({ id, jsonrpc: '2.0', method, params })}\n`;
}

/** A request that wants no answer: it has no id. */
export function encodeRpcNotification(method: string, params: unknown): string {
  return `${JSON.stringify({ jsonrpc: '2.0', method, params })}\n`;
}

/** One line, with its end, as JSON-RPC 2.0 has it. */
export function encodeRpcFailure(id: RequestId, { code, message }: StratumFailure): string {
  return `${JSON.stringify({ id, jsonrpc: '2.0', error: { code, message } })}\n`;
}
