import type { BuiltinAlgorithm } from '../contract/values/profile.ts';
import type { KernelBackend } from '../platform/kernels/kernel.ts';
import type { PoolWork, Solution } from './dialects/dialect.ts';

/** What a thread is started with. */
export interface ScanThreadData {
  readonly algorithm: BuiltinAlgorithm;
  /** From 0 on. */
  readonly thread: number;
  readonly threads: number;
  readonly buffer: SharedArrayBuffer;
  readonly backend: KernelBackend | undefined;
  /** Percent of the time the thread rests. */
  readonly throttle: number;
}

/** What all threads work on, each on its part of the nonces. */
export interface ScanWork extends PoolWork {
  readonly id: number;
}

/** To a thread; null: nothing to do. */
export type ScanOrder = ScanWork | null;

/** From a thread. */
export type ScanReport =
  | { readonly kind: 'ready'; readonly backend: KernelBackend; readonly path: string }
  | ({ readonly kind: 'found' } & FoundShare);

export interface FoundShare extends Solution {
  readonly thread: number;
  readonly workId: number;
  /** What the hash would have reached. */
  readonly difficulty: number;
}
