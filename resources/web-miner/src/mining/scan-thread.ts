import { ChunkSize } from '../../../../electron/builtin-miner/chunk-size.ts';
import type { Kernel, PreparedJob } from '../../../../electron/platform/kernels/kernel.ts';
import { nonceSpaceOffset } from '../../../../electron/protocols/stratum/verus/block-header.ts';
import type { NonceBlock } from './nonce-blocks.ts';
import type { ScanOrder, ScanReport } from './scan-messages.ts';

/** How often hashes are told, ms. */
const reportMs = 200;

interface Search {
  readonly workId: number;
  readonly prepared: PreparedJob;
  readonly tail: Uint8Array;
  readonly target: Uint8Array;
}

export interface ScanThreadParts {
  readonly kernel: Pick<Kernel, 'prepareJob'>;
  readonly report: (report: ScanReport) => void;
  /** ms, only ever forwards */
  readonly now: () => number;
}

/** What one mining thread does: a chunk of nonces at a time, so that orders are heard between two. */
export class ScanThread {
  readonly #parts: ScanThreadParts;
  readonly #chunk = new ChunkSize();
  #search: Search | null = null;
  /** The first is searched now. */
  #blocks: NonceBlock[] = [];
  #workPercent = 100;
  #untold = 0;
  #toldAt = 0;

  constructor(parts: ScanThreadParts) {
    this.#parts = parts;
  }

  /** Whether there is something to compute. */
  get isBusy(): boolean {
    return this.#search !== null && this.#blocks.length > 0 && this.#workPercent > 0;
  }

  obey(order: Exclude<ScanOrder, { readonly kind: 'open' }>): void {
    switch (order.kind) {
      case 'job':
        this.#begin(order);
        break;
      case 'block':
        if (order.workId === this.#search?.workId) {
          this.#blocks.push({ first: order.first, count: order.count });
        }
        break;
      case 'pace':
        this.#workPercent = order.workPercent;
        break;
      case 'rest':
        this.#leave();
        break;
    }
    if (!this.isBusy) this.#tellHashes();
  }

  /**
   * Searches some 10 ms long.
   *
   * @returns ms to rest before the next
   */
  step(): number {
    const [block] = this.#blocks;
    if (!this.#search || !block || this.#workPercent === 0) return 0;
    const { workId, prepared, tail, target } = this.#search;
    const count = Math.min(this.#chunk.count, block.count);
    const began = this.#parts.now();
    const found = prepared.scan(tail, target, block.first, count);
    const ended = this.#parts.now();
    const done = found === null ? count : found.nonce - block.first + 1;
    if (done === this.#chunk.count) this.#chunk.measured(ended - began);
    this.#untold += done;
    if (found) this.#parts.report({ kind: 'found', workId, nonce: found.nonce });
    this.#advance(block, done);
    if (ended - this.#toldAt >= reportMs || !this.isBusy) this.#tellHashes();
    return ((ended - began) * (100 - this.#workPercent)) / this.#workPercent;
  }

  #begin({ workId, header, target, blocks }: Extract<ScanOrder, { readonly kind: 'job' }>): void {
    this.#leave();
    // Pools are trusted to send headers that prove themselves, as miners do.
    const prepared = this.#parts.kernel.prepareJob(header, 'miner');
    this.#search = { workId, prepared, tail: header.slice(nonceSpaceOffset), target };
    this.#blocks = [...blocks];
  }

  #advance({ first, count }: NonceBlock, done: number): void {
    if (done < count) {
      this.#blocks[0] = { first: first + done, count: count - done };
      return;
    }
    this.#blocks.shift();
    if (this.#search && this.#blocks.length <= 1) {
      this.#parts.report({ kind: 'hungry', workId: this.#search.workId });
    }
  }

  /** A prepared job has memory of its own. */
  #leave(): void {
    this.#search?.prepared[Symbol.dispose]();
    this.#search = null;
    this.#blocks = [];
  }

  #tellHashes(): void {
    this.#toldAt = this.#parts.now();
    if (this.#untold === 0) return;
    this.#parts.report({ kind: 'hashes', count: this.#untold });
    this.#untold = 0;
  }
}
