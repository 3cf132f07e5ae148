import type { KernelBackend } from '../platform/kernels/kernel.ts';
import type { Extranonce, StratumJob } from '../protocols/stratum/bitcoin/job.ts';

/** What a thread is started with. */
export interface ScanThreadData {
  /** From 0 on. */
  readonly thread: number;
  readonly threads: number;
  readonly buffer: SharedArrayBuffer;
  readonly backend: KernelBackend | undefined;
  /** Percent of the time the thread rests. */
  readonly throttle: number;
}

/** What all threads work on, each on its part of the nonces. */
export interface ScanWork {
  readonly id: number;
  readonly job: StratumJob;
  readonly extranonce: Extranonce;
  readonly difficulty: number;
}

/** To a thread; null: nothing to do. */
export type ScanOrder = ScanWork | null;

/** From a thread. */
export type ScanReport =
  | { readonly kind: 'ready'; readonly backend: KernelBackend; readonly path: string }
  | ({ readonly kind: 'found' } & FoundShare);

export interface FoundShare {
  readonly thread: number;
  readonly workId: number;
  readonly extranonce2: Uint8Array;
  readonly nonce: number;
  /** What the hash would have reached. */
  readonly difficulty: number;
}
