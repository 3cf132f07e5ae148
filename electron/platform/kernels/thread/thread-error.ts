import { HeaderRefusedError, KernelMemoryError, TooManyJobsError } from '../kernel-errors.ts';
import { KernelUnavailableError } from '../kernel-unavailable-error.ts';
import type { HeaderRule } from '../header-rule.ts';

/** An error as it goes from one thread to another, where classes are lost. */
export type ThreadError =
  | { readonly type: 'TypeError'; readonly message: string }
  | { readonly type: 'RangeError'; readonly message: string }
  | { readonly type: 'Error'; readonly message: string }
  | { readonly type: 'HeaderRefusedError'; readonly rule: HeaderRule }
  | { readonly type: 'KernelUnavailableError'; readonly message: string }
  | { readonly type: 'KernelMemoryError'; readonly message: string }
  | { readonly type: 'TooManyJobsError'; readonly most: number };

export function packError(error: unknown): ThreadError {
  if (error instanceof HeaderRefusedError) return { type: 'HeaderRefusedError', rule: error.rule };
  if (error instanceof TooManyJobsError) return { type: 'TooManyJobsError', most: error.most };
  if (error instanceof KernelUnavailableError) {
    return { type: 'KernelUnavailableError', message: error.userMessage };
  }
  if (error instanceof KernelMemoryError) {
    return { type: 'KernelMemoryError', message: String(error.cause) };
  }
  if (error instanceof TypeError) return { type: 'TypeError', message: error.message };
  if (error instanceof RangeError) return { type: 'RangeError', message: error.message };
  return { type: 'Error', message: error instanceof Error ? error.message : String(error) };
}

type ErrorOf = {
  readonly [Type in ThreadError['type']]: (packed: Extract<ThreadError, { type: Type }>) => Error;
};

const errorOf: ErrorOf = {
  HeaderRefusedError: ({ rule }) => new HeaderRefusedError(rule),
  TooManyJobsError: ({ most }) => new TooManyJobsError(most),
  KernelUnavailableError: ({ message }) => new KernelUnavailableError(message),
  KernelMemoryError: ({ message }) => new KernelMemoryError(message),
  TypeError: ({ message }) => new TypeError(message),
  RangeError: ({ message }) => new RangeError(message),
  Error: ({ message }) => new Error(message),
};

export function unpackError(packed: ThreadError): Error {
  const make = errorOf[packed.type] as (packed: ThreadError) => Error;
  return make(packed);
}
