/** Places of the numbers that steer all threads. */
const wake = 0;
const paused = 1;
const stopped = 2;
const steering = 3;

/** Shares of one thread that may wait for an answer; more would flood the pool. */
const maxWaiting = 64;

/**
 * What the threads and their owner tell each other without messages, in memory that they share: no
 * hash waits for it.
 */
export class ScanState {
  readonly buffer: SharedArrayBuffer;
  readonly #control: Int32Array<SharedArrayBuffer>;
  readonly #hashes: BigUint64Array<SharedArrayBuffer>;

  /** @param buffer  of another thread's state; a new one is made without it */
  constructor(threads: number, buffer?: SharedArrayBuffer) {
    const hashBytes = threads * BigUint64Array.BYTES_PER_ELEMENT;
    const controlBytes = (steering + threads) * Int32Array.BYTES_PER_ELEMENT;
    this.buffer = buffer ?? new SharedArrayBuffer(hashBytes + controlBytes);
    this.#hashes = new BigUint64Array(this.buffer, 0, threads);
    this.#control = new Int32Array(this.buffer, hashBytes, steering + threads);
  }

  /** Hashes of all threads since the beginning. */
  get totalHashes(): number {
    let total = 0n;
    for (let thread = 0; thread < this.#hashes.length; thread += 1) {
      total += Atomics.load(this.#hashes, thread);
    }
    return Number(total);
  }

  addHashes(thread: number, count: number): void {
    Atomics.add(this.#hashes, thread, BigInt(count));
  }

  get isPaused(): boolean {
    return Atomics.load(this.#control, paused) === 1;
  }

  setPaused(value: boolean): void {
    Atomics.store(this.#control, paused, value ? 1 : 0);
    this.wakeAll();
  }

  get isStopped(): boolean {
    return Atomics.load(this.#control, stopped) === 1;
  }

  stop(): void {
    Atomics.store(this.#control, stopped, 1);
    this.wakeAll();
  }

  /** A share was found and has no answer yet. */
  addWaiting(thread: number): void {
    Atomics.add(this.#control, steering + thread, 1);
  }

  settleWaiting(thread: number): void {
    Atomics.sub(this.#control, steering + thread, 1);
  }

  hasTooManyWaiting(thread: number): boolean {
    return Atomics.load(this.#control, steering + thread) >= maxWaiting;
  }

  /** Changes whenever something is new for the threads. */
  get news(): number {
    return Atomics.load(this.#control, wake);
  }

  wakeAll(): void {
    Atomics.add(this.#control, wake, 1);
    Atomics.notify(this.#control, wake);
  }

  /** Sleeps until `news` is no longer as given, or the time is over. */
  sleep(news: number, timeoutMs?: number): void {
    Atomics.wait(this.#control, wake, news, timeoutMs);
  }
}
