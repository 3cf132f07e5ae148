import type { MinerDriver, RunParts } from './ports.ts';
import { CannotPauseError, NotRunningError } from './run-errors.ts';
import type { RunJournal } from './run-journal.ts';
import type { RunStatus } from './run-status.ts';

/** A miner may go on saying what was true before a command for so long. */
const settleMs = 3_000;
/** When the end of a timed pause did not reach the miner. */
const resumeRetryMs = 10_000;

export interface PauseOptions {
  readonly status: RunStatus;
  readonly journal: RunJournal;
  readonly driver: Pick<MinerDriver, 'miner'>;
  readonly parts: Pick<RunParts, 'clock' | 'log'>;
  /** Pauses or resumes the present process. */
  readonly tell: (what: 'pause' | 'resume') => Promise<void>;
}

/** Pauses and resumes a run, for a time where wanted, and follows who does it at the miner. */
export class PauseControl {
  readonly #options: PauseOptions;
  /** Somebody wants it to rest: a restart does not change that. */
  #isWanted = false;
  /** What a miner said of its pause earlier than this may be older than our last command. */
  #settledAt = 0;
  #cancelTimer = (): void => undefined;

  constructor(options: PauseOptions) {
    this.#options = options;
  }

  /**
   * @param durationMs  for how long; until it is resumed where it is left out
   * @throws {NotRunningError | CannotPauseError}
   */
  async pause(durationMs?: number): Promise<void> {
    const { status, journal, parts } = this.#options;
    if (status.state !== 'paused') {
      await this.#tell('pause');
      if (status.allows('paused')) {
        status.move('paused');
        journal.note('pause', 'Paused.');
      }
    }
    this.#restUntil(durationMs === undefined ? null : parts.clock.now() + durationMs);
  }

  /** @throws {NotRunningError | CannotPauseError} */
  async resume(): Promise<void> {
    const { status } = this.#options;
    if (status.isUp && status.state !== 'paused') return;
    await this.#tell('resume');
    if (status.state === 'paused') this.#resumed('Resumed.');
  }

  /**
   * Takes in what the miner says of itself.
   * @param isPaused  null where it does not say
   * @param seenAt    when that was true
   */
  see(isPaused: boolean | null, seenAt: number): void {
    const { status, journal, parts } = this.#options;
    if (seenAt < this.#settledAt || !status.isUp) return;
    const { pausedUntil } = status.details;
    if (status.state === 'paused') {
      if (isPaused === false) this.#resumed('Resumed at the miner itself.');
    } else if (isPaused === true) {
      status.move('paused');
      journal.note('pause', 'Paused at the miner itself.');
      this.#restUntil(pausedUntil);
    } else if (this.#isWanted) {
      // It was paused when it crashed, and began to mine again.
      const left = pausedUntil === null ? undefined : pausedUntil - parts.clock.now();
      this.pause(left).catch((error: unknown) =>
        parts.log.warn('a restarted miner was not paused', { error }),
      );
    }
  }

  /** The run is being stopped or was given up. */
  cancel(): void {
    this.#cancelTimer();
    this.#isWanted = false;
  }

  #restUntil(pausedUntil: number | null): void {
    const { status, parts } = this.#options;
    this.#cancelTimer();
    this.#isWanted = true;
    if (pausedUntil !== null) {
      const left = Math.max(0, pausedUntil - parts.clock.now());
      this.#cancelTimer = parts.clock.after(left, this.#end);
    }
    status.change({ pausedUntil });
  }

  /** The time is over. */
  readonly #end = (): void => {
    const { status, parts } = this.#options;
    if (status.state !== 'paused') {
      this.#isWanted = false;
      status.change({ pausedUntil: null });
      return;
    }
    this.resume().catch((error: unknown) => {
      parts.log.warn('a pause could not be ended', { error });
      if (this.#isWanted) this.#cancelTimer = parts.clock.after(resumeRetryMs, this.#end);
    });
  };

  #resumed(text: string): void {
    const { status, journal } = this.#options;
    this.cancel();
    status.move('resumed');
    journal.note('resume', text);
    status.change({ pausedUntil: null });
  }

  async #tell(what: 'pause' | 'resume'): Promise<void> {
    const { status, driver, parts, tell } = this.#options;
    const { name, canPause } = driver.miner;
    const { profileName } = status.run;
    const { pid } = status.details;
    if (!status.isUp) throw new NotRunningError(profileName, status.state);
    if (!canPause) throw new CannotPauseError(name, 'has-no-pause');
    this.#settledAt = Number.POSITIVE_INFINITY;
    try {
      await tell(what);
    } catch (error) {
      throw new CannotPauseError(name, 'no-answer', error);
    } finally {
      this.#settledAt = parts.clock.now() + settleMs;
    }
    // It may have ended meanwhile, and another process may have taken its place.
    if (!status.isUp || status.details.pid !== pid) {
      throw new NotRunningError(profileName, status.state);
    }
  }
}
