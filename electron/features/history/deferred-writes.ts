import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { Notify } from '../../base/notify.ts';
import { StorageError } from '../../base/storage-error.ts';
import { hourMs } from './resolution.ts';

/** Samples (an hour of them) and other writes that wait for a disk at most. */
const maxWaiting = { samples: 360, record: 360 } as const;
/** A disk that is full and not full by turns is not reported more often than this, ms. */
const reportPeriodMs = hourMs;

interface Write {
  readonly kind: keyof typeof maxWaiting;
  readonly perform: () => void;
  /** A waiting write is replaced by a later one with the same key. */
  readonly key?: string;
}

interface Parts {
  readonly clock: Clock;
  readonly notify: Notify;
  readonly log: Log;
}

/**
 * Writes at once while the disk obeys. While it does not, nobody is stopped by that: writes wait in
 * their order, the oldest give way when there are too many, and each new one first tries those again.
 */
export class DeferredWrites {
  readonly #parts: Parts;
  #waiting: readonly Write[] = [];
  #reportedAt: number | undefined;
  #failed = 0;
  #dropped = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** How many writes wait for the disk. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** `perform` must keep everything it writes or, if it throws, nothing. */
  write(write: Write): void {
    const { key } = write;
    const others = this.#waiting.filter((other) => key === undefined || other.key !== key);
    this.#waiting = [...others, write];
    this.flush();
  }

  /** Performs what waits, as far as the disk obeys. */
  flush(): void {
    for (;;) {
      const [next, ...rest] = this.#waiting;
      if (!next) break;
      try {
        // A write that fails by a bug is gone: kept, it would hold up all others for ever.
        this.#waiting = rest;
        next.perform();
      } catch (error) {
        if (!(error instanceof StorageError)) throw error;
        this.#waiting = [next, ...rest];
        this.#fail(error);
        return;
      }
    }
    this.#recover();
  }

  #fail(error: StorageError): void {
    this.#failed += 1;
    for (const kind of ['samples', 'record'] as const) this.#limit(kind);
    const now = this.#parts.clock.now();
    if (this.#reportedAt !== undefined && Math.abs(now - this.#reportedAt) < reportPeriodMs) return;
    this.#reportedAt = now;
    this.#parts.log.warn('history cannot be saved', { error });
    this.#parts.notify({
      severity: 'problem',
      text: `History cannot be saved: ${error.userMessage}`,
      suggestion: error.suggestion,
    });
  }

  #limit(kind: Write['kind']): void {
    const same = this.#waiting.filter((write) => write.kind === kind);
    if (same.length <= maxWaiting[kind]) return;
    this.#dropped += 1;
    this.#waiting = this.#waiting.filter((write) => write !== same[0]);
  }

  #recover(): void {
    if (this.#failed === 0) return;
    this.#parts.log.info('history is saved again', {
      failed: this.#failed,
      dropped: this.#dropped,
    });
    this.#failed = 0;
    this.#dropped = 0;
  }
}
