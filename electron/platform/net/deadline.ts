import { ConnectionError, timedOut } from './connection-error.ts';

export interface Waiting {
  /** Longest wait, ms. */
  readonly timeoutMs?: number;
  /** Ends the waiting. */
  readonly signal: AbortSignal;
}

/** Three lost first packets: who has not answered by then will not. */
const usualTimeoutMs = 10_000;

/** How long a connection may be waited for. */
export class Deadline implements Disposable {
  readonly #over = new AbortController();
  readonly #timer: NodeJS.Timeout;
  readonly #outer: AbortSignal;
  readonly #onAbort = (): void => this.#over.abort(this.#outer.reason);

  /** @param name  the other side, for the error */
  constructor(name: string, { signal, timeoutMs = usualTimeoutMs }: Waiting) {
    this.#outer = signal;
    this.#timer = setTimeout(
      () => this.#over.abort(new ConnectionError(name, timedOut)),
      timeoutMs,
    );
    signal.addEventListener('abort', this.#onAbort, { once: true });
    if (signal.aborted) this.#onAbort();
  }

  /**
   * Waits for what is begun.
   *
   * @param begin  calls one of the two functions it is given
   * @throws  what the second is called with, the {@link ConnectionError} of the time, or the reason
   *          of the signal
   */
  async wait<Result>(
    begin: (resolve: (result: Result) => void, reject: (error: unknown) => void) => void,
  ): Promise<Result> {
    const { signal } = this.#over;
    signal.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    const onOver = (): void => reject(signal.reason);
    signal.addEventListener('abort', onOver, { once: true });
    try {
      begin(resolve, reject);
      return await promise;
    } finally {
      signal.removeEventListener('abort', onOver);
    }
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    this.#outer.removeEventListener('abort', this.#onAbort);
  }
}
