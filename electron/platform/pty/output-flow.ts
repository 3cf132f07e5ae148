import type { Clock } from '../../base/clock.ts';

/** Output waits this long for more, so that a busy miner costs few messages, ms. One frame of a display. */
const batchMs = 16;
/** A batch is sent at once when it is this large, bytes. */
const batchBytes = 64 * 1024;
/** With so much not yet taken the terminal is no longer read, so the miner waits in its write, bytes. */
export const highWaterBytes = 512 * 1024;
/** With so little left to take it is read again, bytes. */
export const lowWaterBytes = 128 * 1024;

interface OutputFlowOptions {
  readonly clock: Clock;
  readonly send: (chunk: Uint8Array) => void;
  readonly pause: () => void;
  readonly resume: () => void;
}

/** Batches the output of one terminal and stops reading it while nobody takes what it says. */
export class OutputFlow {
  readonly #options: OutputFlowOptions;
  #batch: Uint8Array[] = [];
  #batchBytes = 0;
  /** Sent or in the batch, and not yet taken. */
  #untaken = 0;
  #paused = false;
  #closed = false;
  #cancelTimer: (() => void) | undefined;

  constructor(options: OutputFlowOptions) {
    this.#options = options;
  }

  get paused(): boolean {
    return this.#paused;
  }

  push(chunk: Uint8Array): void {
    if (this.#closed) return;
    this.#batch.push(chunk);
    this.#batchBytes += chunk.length;
    this.#untaken += chunk.length;
    if (this.#batchBytes >= batchBytes) this.flush();
    else this.#cancelTimer ??= this.#options.clock.after(batchMs, () => this.flush());
    if (this.#untaken >= highWaterBytes && !this.#paused) {
      this.#paused = true;
      this.#options.pause();
    }
  }

  /** The other side has dealt with so many bytes. */
  taken(bytes: number): void {
    this.#untaken = Math.max(0, this.#untaken - bytes);
    if (this.#untaken > lowWaterBytes || !this.#paused) return;
    this.#paused = false;
    this.#options.resume();
  }

  /** Sends what waits. */
  flush(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    if (this.#batchBytes === 0) return;
    const batch = Buffer.concat(this.#batch);
    this.#batch = [];
    this.#batchBytes = 0;
    this.#options.send(batch);
  }

  /** From now on output is read and dropped: nobody is there to take it, and a miner that waits in its write would not hear that it should end. */
  discard(): void {
    this.#closed = true;
    this.#batch = [];
    this.#batchBytes = 0;
    this.taken(this.#untaken);
    this.flush();
  }
}
