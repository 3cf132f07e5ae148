import type { Sample } from '../../contract/values/history.ts';
import type { Reading } from '../../contract/values/reading.ts';
import type { Run, RunState } from '../../contract/values/run.ts';

/** What a state's readings mean: `nonzero` where the miner still prepares and 0 says nothing yet. */
const measured: Readonly<Record<RunState, 'always' | 'nonzero' | 'never'>> = {
  starting: 'nonzero',
  'warming-up': 'nonzero',
  running: 'always',
  paused: 'never',
  'backing-off': 'never',
  stopping: 'never',
  stopped: 'never',
  failed: 'never',
};

/** H/s. More than a thousand times what all the Bitcoin miners of the world do: a miner's mistake. */
const maxPlausible = 1e24;

/** Samples of one run: the mean of each interval's readings, and the newest of those means. */
export class RunMeter {
  readonly #capacity: number;
  /** By the start of their interval, oldest first; a clock set back replaces what it repeats. */
  readonly #samples = new Map<number, number | null>();
  #run: Run;
  #sum = 0;
  #count = 0;

  /** @param capacity  how many samples are kept */
  constructor(run: Run, capacity: number) {
    this.#run = run;
    this.#capacity = capacity;
  }

  get run(): Run {
    return this.#run;
  }

  get isOver(): boolean {
    return this.#run.endedAt !== null;
  }

  /** Whether the unfinished interval has any known hashrate. */
  get hasMeasured(): boolean {
    return this.#count > 0;
  }

  get samples(): ReadonlyMap<number, number | null> {
    return this.#samples;
  }

  change(run: Run): void {
    this.#run = run;
  }

  read({ hashrate }: Reading): void {
    if (hashrate === null || hashrate > maxPlausible) return;
    const when = measured[this.#run.state];
    if (when === 'never' || (when === 'nonzero' && hashrate === 0)) return;
    this.#sum += hashrate;
    this.#count += 1;
  }

  /**
   * Ends the interval that began at `at`.
   * @returns its mean hashrate, null where none is known
   */
  close(at: number): Sample {
    const hashrate = this.#count === 0 ? null : this.#sum / this.#count;
    this.drop();
    this.#samples.delete(at);
    this.#samples.set(at, hashrate);
    const [oldest] = this.#samples.keys();
    if (this.#samples.size > this.#capacity && oldest !== undefined) this.#samples.delete(oldest);
    return { runId: this.#run.id, at, hashrate };
  }

  /** Takes a sample back. */
  forget(at: number): void {
    this.#samples.delete(at);
  }

  /** Forgets what was measured in the unfinished interval. */
  drop(): void {
    this.#sum = 0;
    this.#count = 0;
  }
}
