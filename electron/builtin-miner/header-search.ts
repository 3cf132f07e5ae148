import type { Kernel } from '../platform/kernels/kernel.ts';
import { blockHeader } from '../protocols/stratum/bitcoin/block-header.ts';
import { targetBytes, targetOf } from '../protocols/stratum/bitcoin/difficulty.ts';
import type { ScanWork } from './scan-messages.ts';

/** A stretch of nonces to scan. */
export interface Stretch {
  readonly header: Uint8Array;
  readonly target: Uint8Array;
  readonly extranonce2: Uint8Array;
  readonly start: number;
  readonly count: number;
}

/**
 * One thread's way through a job: its own part of the nonces, under one extranonce after the other.
 * As the parts of the threads differ, they may all count their extranonces alike.
 */
export class HeaderSearch {
  readonly #kernel: Pick<Kernel, 'hash'>;
  readonly #first: number;
  readonly #end: number;
  /** Goes on from job to job: a pool may give the same job again under another name. */
  #counter = 0n;
  #left = 0n;
  #work: ScanWork | null = null;
  #target = new Uint8Array(32);
  #header = new Uint8Array(80);
  #extranonce2 = new Uint8Array(0);
  #nonce = 0;

  constructor(kernel: Pick<Kernel, 'hash'>, thread: number, threads: number) {
    this.#kernel = kernel;
    this.#first = Math.floor((2 ** 32 * thread) / threads);
    this.#end = Math.floor((2 ** 32 * (thread + 1)) / threads);
  }

  begin(work: ScanWork | null): void {
    this.#work = work;
    if (!work) return;
    this.#target = new Uint8Array(targetBytes(targetOf(work.difficulty)));
    this.#left = 256n ** BigInt(work.extranonce.extranonce2Bytes);
    this.#nextExtranonce(work);
  }

  get workId(): number | null {
    return this.#work?.id ?? null;
  }

  /**
   * @param count  how many nonces at most
   * @returns      null where there is nothing left to do
   */
  next(count: number): Stretch | null {
    if (!this.#work) return null;
    if (this.#nonce === this.#end) {
      if (this.#left === 0n) return null;
      this.#nextExtranonce(this.#work);
    }
    return {
      header: this.#header,
      target: this.#target,
      extranonce2: this.#extranonce2,
      start: this.#nonce,
      count: Math.min(count, this.#end - this.#nonce),
    };
  }

  /** The next `count` nonces have been scanned. */
  advance(count: number): void {
    this.#nonce += count;
  }

  #nextExtranonce({ job, extranonce }: ScanWork): void {
    const { extranonce1, extranonce2Bytes } = extranonce;
    this.#extranonce2 = bigEndian(this.#counter, extranonce2Bytes);
    this.#counter += 1n;
    this.#left -= 1n;
    this.#nonce = this.#first;
    const choice = { extranonce1, extranonce2: this.#extranonce2, time: job.time, nonce: 0 };
    const hash = (bytes: Uint8Array): Uint8Array => this.#kernel.hash(bytes);
    this.#header = new Uint8Array(blockHeader(job, choice, hash));
  }
}

function bigEndian(value: bigint, length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let rest = value;
  for (let index = length - 1; index >= 0; index -= 1) {
    bytes[index] = Number(rest & 0xffn);
    rest >>= 8n;
  }
  return bytes;
}
