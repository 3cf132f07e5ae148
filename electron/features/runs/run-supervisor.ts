import { join } from 'node:path';
import type { Output } from '../../contract/index.ts';
import type { RunId } from '../../contract/values/ids.ts';
import type { Reading } from '../../contract/values/reading.ts';
import type { EndReason, Run } from '../../contract/values/run.ts';
import type { MinerReport } from '../../protocols/miner-output/miner-report.ts';
import type { LogQuery } from './log-ring.ts';
import { MinerProcess, type Ending } from './miner-process.ts';
import { PauseControl } from './pause-control.ts';
import type { Launch, MinerDriver, RunParts, StartableProfile } from './ports.ts';
import { RestartPolicy } from './restart-policy.ts';
import { NotRunningError } from './run-errors.ts';
import { RunJournal } from './run-journal.ts';
import { RunLog } from './run-log.ts';
import { RunStatus } from './run-status.ts';
import { ShareCount } from './share-count.ts';

/** As many as the contract lets a reading carry. */
const maxDevices = 256;

export interface RunOptions {
  readonly id: RunId;
  readonly profile: StartableProfile;
  readonly driver: MinerDriver;
  readonly parts: RunParts;
  /** The processes of all runs have their folders in it. */
  readonly folder: string;
  /** Prepares one process in a folder of its own. */
  readonly prepare: (folder: string) => Promise<Launch>;
}

/** One run: keeps a miner going until it is stopped or there is no point in going on. */
export class RunSupervisor {
  readonly #options: RunOptions;
  readonly #parts: RunParts;
  readonly #status: RunStatus;
  readonly #journal: RunJournal;
  readonly #log: RunLog;
  readonly #pause: PauseControl;
  readonly #policy: RestartPolicy;
  readonly #shares = new ShareCount();
  readonly #over = Promise.withResolvers<void>();
  #process: MinerProcess | null = null;
  /** Why the present process is being ended by us; null while nothing is wrong with it. */
  #hang: string | null = null;
  #config: Output<'runs.config'> | null = null;
  #endReason: EndReason = 'user';
  #cancelRetry = (): void => undefined;

  constructor(options: RunOptions) {
    const { id, profile, driver, parts } = options;
    this.#options = options;
    this.#parts = parts;
    this.#policy = new RestartPolicy(parts.random);
    this.#status = new RunStatus(id, profile, driver, parts, (state, lastedMs) => {
      if (state === 'running') this.#policy.hashed(lastedMs);
    });
    this.#journal = new RunJournal(id, parts);
    this.#log = new RunLog(id, parts);
    this.#pause = new PauseControl({
      status: this.#status,
      journal: this.#journal,
      driver,
      parts,
      tell: (what) => this.#liveProcess().tell(what),
    });
  }

  /** As the contract shows it. */
  get run(): Run {
    return this.#status.run;
  }

  get isOver(): boolean {
    return this.#status.details.endedAt !== null;
  }

  /** To be called once. */
  start(): void {
    this.#journal.opened(this.run);
    this.#status.move('start');
    this.#begin();
    this.#status.change({});
  }

  /** Settles when no process of the run is left, also for whoever asks meanwhile or later. */
  async stop(endReason: Extract<EndReason, 'user' | 'shutdown'>): Promise<void> {
    if (this.#status.allows('stop')) {
      this.#endReason = endReason;
      this.#cancelRetry();
      this.#pause.cancel();
      this.#status.move('stop');
      this.#status.change({ reason: null, retryAt: null, pausedUntil: null });
      if (this.#process) this.#process.end();
      else this.#finish();
    }
    await this.#over.promise;
  }

  /**
   * @param durationMs  for how long; until it is resumed where it is left out
   * @throws {NotRunningError | CannotPauseError}
   */
  pause(durationMs?: number): Promise<void> {
    return this.#pause.pause(durationMs);
  }

  /** @throws {NotRunningError | CannotPauseError} */
  resume(): Promise<void> {
    return this.#pause.resume();
  }

  /** Starts at once where it waits to start again. @throws {NotRunningError} where it is over */
  retry(): void {
    if (this.#status.state === 'backing-off') this.#again();
    else this.#liveProcess();
  }

  /** @throws {NotRunningError} */
  sendKeys(keys: string): void {
    this.#liveProcess().write(keys);
  }

  /** @throws {NotRunningError} where no process was prepared yet */
  get config(): Output<'runs.config'> {
    const { state, run } = this.#status;
    if (this.#config === null) throw new NotRunningError(run.profileName, state);
    return this.#config;
  }

  log(query: LogQuery): Output<'runs.log'> {
    return this.#log.query(query);
  }

  #liveProcess(): MinerProcess {
    const { state, run } = this.#status;
    if (this.#process && state !== 'stopping' && this.#hang === null) return this.#process;
    throw new NotRunningError(run.profileName, state);
  }

  #begin(): void {
    const { id } = this.#options;
    const folder = join(this.#options.folder, `${id}-${this.#status.details.restarts}`);
    this.#hang = null;
    this.#log.beginProcess();
    this.#process = new MinerProcess({
      runId: id,
      parts: this.#parts,
      driver: this.#options.driver,
      folder,
      prepare: () => this.#options.prepare(folder),
      phase: () => this.#status,
      events: {
        prepared: (config) => {
          this.#config = config;
        },
        spawned: (pid) => {
          this.#status.move('spawned');
          this.#status.change({ pid });
        },
        printed: (lines) => this.#log.add(lines),
        reported: (report, source, seenAt) => this.#reported(report, source, seenAt),
        hung: (reason) => this.#hung(reason),
      },
    });
    void this.#process.ended.then((ending) => this.#exited(ending));
  }

  #reported(report: MinerReport, source: Reading['source'], seenAt: number): void {
    const isNews = this.#shares.told(report);
    if (isNews) this.#journal.counted(this.#shares.total, this.#status.details.restarts);
    const { hashrate, difficulty, poolConnected, poolLatencyMs, devices } = report;
    const reading: Reading = {
      runId: this.#options.id,
      at: this.#parts.clock.now(),
      source,
      hashrate,
      ...this.#shares.total,
      difficulty,
      threads: report.threads ?? this.#options.profile.threads,
      poolConnected,
      poolLatencyMs,
      devices: devices.slice(0, maxDevices),
    };
    this.#status.set({ reading });
    this.#pause.see(report.paused, seenAt);
    if (this.#status.state === 'warming-up' && hashrate !== null && hashrate > 0) {
      this.#status.move('hashed');
      this.#status.change({});
    }
    this.#parts.publish('run.reading', reading);
  }

  #hung(reason: string): void {
    this.#hang = reason;
    this.#journal.note('hang', reason);
    this.#status.change({ reason });
    this.#process?.end();
  }

  #exited({ reason: ending, livedMs }: Ending): void {
    this.#process = null;
    this.#shares.processEnded();
    this.#status.set({ pid: null, reading: this.#lastReading() });
    const wasAsked = this.#status.state === 'stopping';
    this.#status.move('exited');
    if (wasAsked) {
      this.#finish();
      return;
    }
    const reason = this.#hang ?? ending;
    if (this.#hang === null) this.#journal.note('crash', reason);
    this.#status.set({ reason, lastLines: this.#log.lastLines() });
    const again = this.#policy.exited(livedMs);
    if (again) this.#retryAfter(again.delayMs);
    else this.#giveUp(reason);
  }

  /** The counts stay true without a process; nobody knows the rest. */
  #lastReading(): Reading | null {
    const { reading } = this.#status.details;
    const unknown = { hashrate: null, difficulty: null, poolConnected: null, poolLatencyMs: null };
    return reading && { ...reading, ...unknown, devices: [], at: this.#parts.clock.now() };
  }

  #retryAfter(delayMs: number): void {
    const { clock } = this.#parts;
    this.#cancelRetry = clock.after(delayMs, () => this.#again());
    this.#status.change({ retryAt: clock.now() + delayMs });
  }

  #again(): void {
    this.#cancelRetry();
    const restarts = this.#status.details.restarts + 1;
    this.#status.move('retry');
    this.#status.set({ reason: null, retryAt: null, restarts });
    this.#journal.note('restart', `Started again (restart ${restarts}).`);
    this.#journal.counted(this.#shares.total, restarts);
    this.#begin();
    this.#status.change({});
  }

  #giveUp(reason: string): void {
    this.#status.move('giveUp');
    this.#status.set({ reason: `${reason} ${this.#policy.gaveUpBecause}` });
    this.#endReason = 'failed';
    this.#finish();
  }

  #finish(): void {
    const endedAt = this.#parts.clock.now();
    const endReason = this.#endReason;
    this.#pause.cancel();
    this.#log.close();
    this.#journal.ended(endedAt, endReason, this.#status.details.reason);
    this.#status.change({ endedAt, endReason, pausedUntil: null });
    this.#over.resolve();
  }
}
