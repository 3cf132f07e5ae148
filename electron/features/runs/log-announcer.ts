import type { RunId } from '../../contract/values/ids.ts';
import type { LogRing } from './log-ring.ts';
import type { RunParts } from './ports.ts';

/** Fast enough to look immediate, slow enough for a window that draws every batch. */
const periodMs = 100;
/** The contract's limit of one event. */
const batchLines = 200;

/**
 * Announces new lines of one run: at most ten times a second, at most 200 lines each, the newest
 * ones; and nothing at all while nobody listens.
 */
export class LogAnnouncer implements Disposable {
  readonly #runId: RunId;
  readonly #ring: LogRing;
  readonly #parts: Pick<RunParts, 'clock' | 'publish' | 'hasListener'>;
  /** The first line that was not announced yet. */
  #announced = 0;
  #lastAt = Number.NEGATIVE_INFINITY;
  #cancelTimer: (() => void) | null = null;

  constructor(
    runId: RunId,
    ring: LogRing,
    parts: Pick<RunParts, 'clock' | 'publish' | 'hasListener'>,
  ) {
    this.#runId = runId;
    this.#ring = ring;
    this.#parts = parts;
  }

  /** To be called after lines were added to the ring. */
  added(): void {
    if (!this.#parts.hasListener('log.lines')) {
      this.#announced = this.#ring.nextSeq;
      return;
    }
    if (this.#cancelTimer) return;
    const wait = this.#lastAt + periodMs - this.#parts.clock.now();
    if (wait <= 0) this.#announce();
    else this.#cancelTimer = this.#parts.clock.after(Math.min(wait, periodMs), this.#announce);
  }

  /** Announces what is left: the last lines of a run are those that say why it ended. */
  [Symbol.dispose](): void {
    this.#cancelTimer?.();
    this.#announce();
  }

  readonly #announce = (): void => {
    this.#cancelTimer = null;
    const { nextSeq } = this.#ring;
    if (nextSeq === this.#announced) return;
    const from = Math.max(this.#announced, nextSeq - batchLines, this.#ring.firstSeq);
    const skipped = from - this.#announced;
    this.#announced = nextSeq;
    this.#lastAt = this.#parts.clock.now();
    const lines = [...this.#ring.from(from)];
    this.#parts.publish('log.lines', { runId: this.#runId, lines, skipped });
  };
}
