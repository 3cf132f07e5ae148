import type { Kernel, PreparedJob } from '../platform/kernels/kernel.ts';
import type { Dialect } from './dialects/dialect.ts';
import type { ScanWork } from './scan-messages.ts';

/** A stretch of nonces to scan. */
export interface Stretch {
  readonly workId: number;
  readonly prepared: PreparedJob;
  readonly tail: Uint8Array;
  /** 32 bytes, least significant first. */
  readonly target: Uint8Array;
  readonly choice: Uint8Array;
  readonly start: number;
  readonly count: number;
}

/** Where the search is: what is hashed, and as what. */
interface Place extends Pick<Stretch, 'prepared' | 'tail' | 'choice'> {
  nonce: number;
}

/**
 * One thread's way through a job: its own part of the nonces, in one round after the other. As the
 * parts of the threads differ, they may all count their rounds alike.
 */
export class JobSearch implements Disposable {
  readonly #dialect: Dialect;
  readonly #kernel: Pick<Kernel, 'hash' | 'prepareJob'>;
  readonly #first: number;
  readonly #end: number;
  /** Goes on from job to job: a pool may give the same job again under another name. */
  #counter = 0n;
  #roundsLeft = 0n;
  #work: ScanWork | null = null;
  #place: Place | null = null;

  constructor(
    dialect: Dialect,
    kernel: Pick<Kernel, 'hash' | 'prepareJob'>,
    thread: number,
    threads: number,
  ) {
    this.#dialect = dialect;
    this.#kernel = kernel;
    this.#first = Math.floor((2 ** 32 * thread) / threads);
    this.#end = Math.floor((2 ** 32 * (thread + 1)) / threads);
  }

  /** Leaves what was searched. @param work  null: nothing to do */
  begin(work: ScanWork | null): void {
    this.#leave();
    this.#work = work;
    this.#roundsLeft = work ? 256n ** BigInt(this.#dialect.choiceBytes(work)) : 0n;
  }

  /**
   * @param count  how many nonces at most
   * @returns      null where there is nothing left to do
   */
  next(count: number): Stretch | null {
    if (!this.#work) return null;
    if (this.#place?.nonce === this.#end) this.#leave();
    if (!this.#place) {
      if (this.#roundsLeft === 0n) return null;
      this.#place = this.#nextRound(this.#work);
    }
    const { nonce, ...round } = this.#place;
    return {
      ...round,
      workId: this.#work.id,
      target: this.#work.aim.target,
      start: nonce,
      count: Math.min(count, this.#end - nonce),
    };
  }

  /** The next `count` nonces have been scanned. */
  advance(count: number): void {
    if (this.#place) this.#place.nonce += count;
  }

  [Symbol.dispose](): void {
    this.#leave();
  }

  #nextRound(work: ScanWork): Place {
    const bytes = bigEndian(this.#counter, this.#dialect.choiceBytes(work));
    this.#counter += 1n;
    this.#roundsLeft -= 1n;
    const hash = (input: Uint8Array): Uint8Array => this.#kernel.hash(input);
    const { header, tail, choice } = this.#dialect.round(work, bytes, hash);
    // Pools are trusted to send headers that prove themselves; a proof would cost each job its time.
    const prepared = this.#kernel.prepareJob(header, 'miner');
    return { prepared, tail, choice, nonce: this.#first };
  }

  /** A prepared job has a memory of its own. */
  #leave(): void {
    this.#place?.prepared[Symbol.dispose]();
    this.#place = null;
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
