import type { RunId } from '../../contract/values/ids.ts';
import type { Run, RunState } from '../../contract/values/run.ts';
import { allows, next, type RunEvent } from './lifecycle.ts';
import type { MinerDriver, RunParts, StartableProfile } from './ports.ts';

/** What changes in the course of a run, besides its state. */
export type RunDetails = Pick<
  Run,
  | 'endedAt'
  | 'endReason'
  | 'reason'
  | 'lastLines'
  | 'retryAt'
  | 'pausedUntil'
  | 'restarts'
  | 'pid'
  | 'reading'
>;

/** Where a run stands. Moves only along the table of lifecycle.ts. */
export class RunStatus {
  readonly #parts: Pick<RunParts, 'clock' | 'publish'>;
  readonly #fixed: Omit<Run, keyof RunDetails | 'state' | 'stateSince'>;
  /** Told how long each state lasted as it is left. */
  readonly #left: (state: RunState, lastedMs: number) => void;
  #state: RunState = 'stopped';
  #since: number;
  #details: RunDetails = {
    endedAt: null,
    endReason: null,
    reason: null,
    lastLines: [],
    retryAt: null,
    pausedUntil: null,
    restarts: 0,
    pid: null,
    reading: null,
  };

  constructor(
    id: RunId,
    profile: StartableProfile,
    { miner }: MinerDriver,
    parts: Pick<RunParts, 'clock' | 'publish'>,
    left: (state: RunState, lastedMs: number) => void,
  ) {
    this.#parts = parts;
    this.#left = left;
    this.#since = parts.clock.now();
    this.#fixed = {
      id,
      profileId: profile.id,
      profileName: profile.name,
      minerId: profile.minerId,
      minerName: miner.name,
      algorithm: profile.algorithm,
      poolUrl: profile.pools[0]?.url ?? '',
      startedAt: this.#since,
      canPause: miner.canPause,
    };
  }

  get state(): RunState {
    return this.#state;
  }

  get since(): number {
    return this.#since;
  }

  get details(): RunDetails {
    return this.#details;
  }

  /** As the contract shows it. */
  get run(): Run {
    return { ...this.#fixed, state: this.#state, stateSince: this.#since, ...this.#details };
  }

  /** Whether a process is there that mines, rests or is about to. */
  get isUp(): boolean {
    return this.#state === 'warming-up' || this.#state === 'running' || this.#state === 'paused';
  }

  allows(event: RunEvent): boolean {
    return allows(this.#state, event);
  }

  /** Announced together with the next change of the details. */
  move(event: RunEvent): void {
    const now = this.#parts.clock.now();
    this.#left(this.#state, now - this.#since);
    this.#state = next(this.#state, event);
    this.#since = now;
  }

  /** Changes details without a word: they are not worth an event of their own. */
  set(details: Partial<RunDetails>): void {
    this.#details = { ...this.#details, ...details };
  }

  /** Announces the run as it is now. */
  change(details: Partial<RunDetails>): void {
    this.set(details);
    this.#parts.publish('run.changed', this.run);
  }
}
