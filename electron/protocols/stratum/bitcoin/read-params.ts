import type { z } from 'zod';
import type { RequestId } from '../stratum-errors.ts';
import { BadStratumMessageError } from '../stratum-errors.ts';

/** A request, as the envelope gives it. */
export interface Call {
  readonly id: RequestId;
  readonly method: string;
  readonly params: readonly unknown[];
}

/** @throws {BadStratumMessageError}  which says where it is wrong, counted from 0: 'mining.submit: 3 …' */
export function readParams<Schema extends z.ZodType>(schema: Schema, call: Call): z.output<Schema> {
  const parsed = schema.safeParse(call.params);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const problem = `${issue?.path.join('.') ?? ''} ${issue?.message ?? 'is wrong'}`.trim();
  throw new BadStratumMessageError(`${call.method}: ${problem}.`, call.id);
}
