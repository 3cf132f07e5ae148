import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import type { Output } from '../../contract/index.ts';
import { RunId, type MinerId, type ProfileId } from '../../contract/values/ids.ts';
import type { EndReason, Run } from '../../contract/values/run.ts';
import type { LogQuery } from './log-ring.ts';
import type { Launch, MinerDriver, RunParts, StartableProfile } from './ports.ts';
import {
  AlreadyRunningError,
  MinerNotInstalledError,
  NoSuchMinerError,
  NoSuchRunError,
  ShuttingDownError,
} from './run-errors.ts';
import { RunSupervisor } from './run-supervisor.ts';
import { safeRecorder } from './safe-recorder.ts';

/** Runs that are over and still shown, with their output. */
const endedKept = 50;

export interface RunsOptions extends RunParts {
  /** All there are at the moment: miners come and go. */
  readonly drivers: () => readonly MinerDriver[];
  /** @throws {AppError} where there is no such profile or its passwords cannot be read */
  readonly startable: (profileId: ProfileId) => StartableProfile | Promise<StartableProfile>;
  /** Turns the practice pool's name into the address where it listens now; leaves others alone. */
  readonly resolvePool: (url: string, algorithm: string) => Promise<string>;
  /** For the files of processes while they live; whatever else is in it is removed. */
  readonly folder: string;
}

/** All runs since the program started. */
export class Runs {
  readonly #options: RunsOptions;
  /** Oldest first. */
  readonly #runs = new Map<RunId, RunSupervisor>();
  /** Profiles whose start has begun but is not a run yet. */
  readonly #beginning = new Set<ProfileId>();
  #isClosing = false;

  private constructor(options: RunsOptions) {
    this.#options = options;
  }

  /** Also removes what processes left that were killed together with the program. */
  static async open(options: RunsOptions): Promise<Runs> {
    try {
      await rm(options.folder, { recursive: true, force: true });
    } catch (error) {
      options.log.warn('left-over files of runs could not be removed', { error });
    }
    return new Runs({ ...options, recorder: safeRecorder(options.recorder, options.log) });
  }

  /** @throws {AppError} where the profile or its miner is missing, or runs already */
  async start(profileId: ProfileId): Promise<Run> {
    if (this.#isClosing) throw new ShuttingDownError();
    if (this.#beginning.has(profileId)) throw new AlreadyRunningError(null);
    this.#beginning.add(profileId);
    try {
      const profile = await this.#options.startable(profileId);
      if (this.#live().some(({ run }) => run.profileId === profileId)) {
        throw new AlreadyRunningError(profile.name);
      }
      // It may have begun to close while the passwords were read.
      if (this.#isClosing) throw new ShuttingDownError();
      return this.#open(profile, this.#driver(profile.minerId));
    } finally {
      this.#beginning.delete(profileId);
    }
  }

  /** Newest first. */
  list(): Run[] {
    return [...this.#runs.values()].map(({ run }) => run).toReversed();
  }

  /** @throws {NoSuchRunError} like every method below that takes an id */
  get(runId: RunId): Run {
    return this.#find(runId).run;
  }

  /** Settles when no process of the run is left; a run that is over is left as it is. */
  async stop(runId: RunId): Promise<Run> {
    const found = this.#find(runId);
    await found.stop('user');
    return found.run;
  }

  /** @throws {NotRunningError | CannotPauseError} */
  async pause(runId: RunId, durationMs?: number): Promise<Run> {
    const found = this.#find(runId);
    await found.pause(durationMs);
    return found.run;
  }

  /** @throws {NotRunningError | CannotPauseError} */
  async resume(runId: RunId): Promise<Run> {
    const found = this.#find(runId);
    await found.resume();
    return found.run;
  }

  /** @throws {NotRunningError} where it is over */
  retry(runId: RunId): Run {
    const found = this.#find(runId);
    found.retry();
    return found.run;
  }

  /** @throws {NotRunningError} */
  sendKeys(runId: RunId, keys: string): void {
    this.#find(runId).sendKeys(keys);
  }

  /** What its latest process was started with. @throws {NotRunningError} where there was none yet */
  config(runId: RunId): Output<'runs.config'> {
    return this.#find(runId).config;
  }

  /** Whether some run needs the files of this miner. */
  isMinerRunning(minerId: MinerId): boolean {
    return this.#live().some(({ run }) => run.minerId === minerId);
  }

  log(runId: RunId, query: LogQuery): Output<'runs.log'> {
    return this.#find(runId).log(query);
  }

  /** Stops everything and starts nothing any more; settles when no process is left. */
  async stopAll(endReason: Extract<EndReason, 'user' | 'shutdown'>): Promise<void> {
    this.#isClosing = true;
    await Promise.all(this.#live().map((run) => run.stop(endReason)));
  }

  #live(): RunSupervisor[] {
    return [...this.#runs.values()].filter((run) => !run.isOver);
  }

  #find(runId: RunId): RunSupervisor {
    const found = this.#runs.get(runId);
    if (!found) throw new NoSuchRunError(runId);
    return found;
  }

  #driver(minerId: MinerId): MinerDriver {
    const driver = this.#options.drivers().find(({ miner }) => miner.id === minerId);
    if (!driver) throw new NoSuchMinerError(minerId);
    if (!driver.miner.installed) throw new MinerNotInstalledError(driver.miner.name);
    return driver;
  }

  #open(profile: StartableProfile, driver: MinerDriver): Run {
    const id = RunId.parse(randomUUID());
    const run = new RunSupervisor({
      id,
      profile,
      driver,
      parts: this.#options,
      folder: this.#options.folder,
      prepare: (folder) => this.#prepare(profile, driver, folder),
    });
    this.#runs.set(id, run);
    this.#forgetOldest();
    run.start();
    return run.run;
  }

  async #prepare(profile: StartableProfile, driver: MinerDriver, folder: string): Promise<Launch> {
    const pools = await Promise.all(
      profile.pools.map(async (pool) => ({
        ...pool,
        url: await this.#options.resolvePool(pool.url, profile.algorithm),
      })),
    );
    return driver.prepare({ ...profile, folder, pools });
  }

  #forgetOldest(): void {
    const over = [...this.#runs].filter(([, run]) => run.isOver);
    for (const [id] of over.slice(0, Math.max(0, over.length - endedKept))) this.#runs.delete(id);
  }
}
