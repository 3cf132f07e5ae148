import type { NonceBlock } from './nonce-blocks.ts';

/** To a thread. */
export type ScanOrder =
  | { readonly kind: 'open'; readonly module: WebAssembly.Module }
  | {
      readonly kind: 'job';
      readonly workId: number;
      readonly header: Uint8Array;
      readonly target: Uint8Array;
      /** To begin with. */
      readonly blocks: readonly NonceBlock[];
    }
  | ({ readonly kind: 'block'; readonly workId: number } & NonceBlock)
  /** Percent of the time that the thread works; 0: it waits. */
  | { readonly kind: 'pace'; readonly workPercent: number }
  /** Nothing to do until the next job. */
  | { readonly kind: 'rest' };

/** From a thread. */
export type ScanReport =
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly message: string }
  /** Since the last report. */
  | { readonly kind: 'hashes'; readonly count: number }
  | { readonly kind: 'found'; readonly workId: number; readonly nonce: number }
  /** It has begun the last block that it has. */
  | { readonly kind: 'hungry'; readonly workId: number };
