import type { KernelAlgorithm } from '../../platform/kernels/kernel.ts';
import type { VectorBackendName } from '../../platform/kernels/vectors/load-vector-backend.ts';

export const speedAlgorithms = ['sha256d', 'scrypt', 'verushash', 'beamhash'] as const;

export type SpeedAlgorithm = KernelAlgorithm | 'beamhash';

/** What a measuring thread is started with. */
export interface SpeedTask {
  readonly algorithm: SpeedAlgorithm;
  readonly backend: VectorBackendName;
  readonly ms: number;
}

/** From a measuring thread: first that it is ready, or that there is no such kernel. */
export type SpeedReport =
  | { readonly kind: 'ready'; readonly path: string }
  | { readonly kind: 'unavailable'; readonly reason: string }
  | { readonly kind: 'measured'; readonly rates: readonly SpeedRate[] };

export interface SpeedRate {
  /** What is counted: `hashes`, `checks`, or verifications by their proof: `BeamHash III`. */
  readonly what: string;
  readonly perSecond: number;
}
