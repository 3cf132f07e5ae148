import type { BeamGeneration } from '../beam-generation.ts';
import type { EquihashParameters } from '../equihash-problem.ts';
import type { HeaderRule } from '../header-rule.ts';
import type { FoundNonce, KernelAlgorithm, KernelBackend } from '../kernel.ts';
import type { SolutionVerdict } from '../solution-verdict.ts';
import type { ThreadError } from './thread-error.ts';

/** What a kernel thread is started with. */
export interface ThreadData {
  readonly algorithm: KernelAlgorithm;
  readonly backend: KernelBackend | undefined;
  readonly path: string | undefined;
}

/** A header, and by which rule it is prepared. */
export interface JobChoice {
  readonly header: Uint8Array;
  /** `node` unless said otherwise. */
  readonly rule?: HeaderRule;
}

export interface CheckRequest extends JobChoice {
  readonly tail: Uint8Array;
}

export interface ScanRequest extends JobChoice {
  readonly tail: Uint8Array;
  readonly target: Uint8Array;
  readonly startNonce: number;
  readonly count: number;
}

export interface VerifyBeamRequest {
  readonly generation: BeamGeneration;
  readonly input: Uint8Array;
  readonly nonce: Uint8Array;
  readonly solution: Uint8Array;
}

export interface SolveRequest {
  readonly parameters: EquihashParameters;
  readonly input: Uint8Array;
}

/** What a thread is asked and what it answers, by the name of the call. */
export interface ThreadCalls {
  check: { request: CheckRequest; answer: Uint8Array };
  scan: { request: ScanRequest; answer: FoundNonce | null };
  verifyBeam: { request: VerifyBeamRequest; answer: SolutionVerdict };
  solveEquihash: { request: SolveRequest; answer: readonly Uint8Array[] };
}

export type CallName = keyof ThreadCalls;

/** To a thread. */
export interface ThreadCall<Name extends CallName = CallName> {
  readonly id: number;
  readonly name: Name;
  readonly request: ThreadCalls[Name]['request'];
  /** Its one number is other than 0 when nobody waits for the answer any more; null: somebody will. */
  readonly stop: Int32Array<SharedArrayBuffer> | null;
}

/** From a thread: first that it is ready, then one of these for every call. */
export type ThreadReport =
  | { readonly kind: 'ready'; readonly backend: KernelBackend; readonly path: string }
  | { readonly kind: 'failed'; readonly error: ThreadError }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: unknown }
  | { readonly kind: 'error'; readonly id: number; readonly error: ThreadError };
