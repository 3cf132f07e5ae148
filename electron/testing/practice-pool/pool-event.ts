import type { RejectReason } from './pool-stats.ts';

/** What happens at a practice pool; `client` is where it connects from, `host:port`. */
export type PoolEvent =
  | { readonly kind: 'connected'; readonly client: string }
  | { readonly kind: 'login'; readonly client: string; readonly worker: string }
  | {
      readonly kind: 'accepted';
      readonly client: string;
      readonly worker: string;
      readonly jobId: string;
      readonly difficulty: number;
      /** The same for everything that is the same work: no other share has ever had it. */
      readonly key: string;
    }
  | {
      readonly kind: 'rejected';
      readonly client: string;
      /** Empty where the share could not be read. */
      readonly worker: string;
      readonly reason: RejectReason;
      /** What the client is told. */
      readonly message: string;
    }
  /** A message that is not understood, other than a share. */
  | { readonly kind: 'bad-message'; readonly client: string; readonly problem: string }
  | { readonly kind: 'difficulty'; readonly client: string; readonly difficulty: number }
  | { readonly kind: 'block'; readonly height: number }
  | { readonly kind: 'left'; readonly client: string };
