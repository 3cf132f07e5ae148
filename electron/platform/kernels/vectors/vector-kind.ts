import { z } from 'zod';
import { toHex } from './hex-bytes.ts';
import type { VectorBackend } from './vector-backend.ts';

/** The field that says what a line of a vector file is, by its value. */
export type VectorField = 'kind' | 'fn' | 'alg';

/** Why a vector is not met; null: it is. */
export type Mismatch = string | null;

/** What is needed for vectors about things that kernels do not compute. */
export interface TargetFunctions {
  targetOfBits(bits: number): { target: bigint; negative: boolean; overflow: boolean };
  targetOfDifficulty(
    difficulty: { readonly numerator: bigint; readonly denominator: bigint },
    targetOfOne: bigint,
  ): bigint;
}

export interface VectorKind {
  readonly field: VectorField;
  readonly word: string;
  check(line: unknown, backend: VectorBackend, targets: TargetFunctions): Mismatch;
}

/** A kind of vector: the word that tells it, what else stands in its lines, and how they are met. */
export function vectorKind<Shape extends z.ZodRawShape>(
  field: VectorField,
  word: string,
  shape: Shape,
  check: (
    vector: z.output<z.ZodObject<Shape>>,
    backend: VectorBackend,
    targets: TargetFunctions,
  ) => Mismatch,
): VectorKind {
  const schema = z.object(shape);
  return {
    field,
    word,
    check(line, backend, targets) {
      const read = schema.safeParse(line);
      if (!read.success) return `not a vector of ${field} ${word}: ${firstIssue(read.error)}`;
      return check(read.data, backend, targets);
    },
  };
}

export function bytesDiffer(what: string, expected: Uint8Array, found: Uint8Array): Mismatch {
  const [wanted, given] = [toHex(expected), toHex(found)];
  return wanted === given ? null : `${what} is ${shortened(given)}, not ${shortened(wanted)}`;
}

export function valuesDiffer<Value extends string | number | bigint | boolean>(
  what: string,
  expected: Value,
  found: Value,
): Mismatch {
  return expected === found ? null : `${what} is ${found}, not ${expected}`;
}

/** The first of several mismatches, none of which is computed after it. */
export function firstOf(...checks: readonly (() => Mismatch)[]): Mismatch {
  for (const check of checks) {
    const mismatch = check();
    if (mismatch !== null) return mismatch;
  }
  return null;
}

const shortened = (hex: string): string => (hex.length > 80 ? `${hex.slice(0, 64)}…` : hex);

function firstIssue({ issues }: z.ZodError): string {
  const [issue] = issues;
  return issue ? `${issue.path.join('.')}: ${issue.message}` : 'its fields are wrong';
}
