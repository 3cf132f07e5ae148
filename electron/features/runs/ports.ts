import type { EventName } from '../../contract/index.ts';
import type { JournalKind } from '../../contract/values/history.ts';
import type { MinerId, ProfileId, RunId } from '../../contract/values/ids.ts';
import type { Miner } from '../../contract/values/profile.ts';
import type { EndReason } from '../../contract/values/run.ts';
import type { Clock } from '../../base/clock.ts';
import type { Publish } from '../../base/event-hub.ts';
import type { Log } from '../../base/log.ts';
import type { ApiRequest, MinerDialect } from '../../protocols/miner-output/miner-report.ts';

/** Starts programs under a terminal. */
export interface PtyPort {
  /** @throws {AppError} where the program cannot be started or the terminal host is lost */
  spawn(options: PtySpawn): Promise<PtyProcess>;
}

export interface PtySpawn {
  readonly runId: string;
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly columns?: number;
  readonly rows?: number;
  readonly onOutput: (chunk: Uint8Array) => void;
}

export interface PtyProcess {
  readonly pid: number;
  readonly exited: Promise<PtyExit>;
  write(text: string): void;
  /** Reaches the whole tree of processes. */
  signal(kind: 'interrupt' | 'terminate' | 'kill'): Promise<void>;
}

export interface PtyExit {
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** The terminal host ended, and the process with it: nobody knows how. */
  readonly lost: boolean;
}

/** What a run needs of a profile. */
export interface StartableProfile {
  readonly id: ProfileId;
  readonly name: string;
  readonly minerId: MinerId;
  readonly algorithm: string;
  /** null: one per core */
  readonly threads: number | null;
  /** Percent of the time each thread rests. */
  readonly throttle: number;
  readonly pools: readonly PoolAccount[];
}

export interface PoolAccount {
  readonly url: string;
  readonly user: string;
  /** '' where there is none. */
  readonly password: string;
}

/** Knows how to start one kind of miner. */
export interface MinerDriver {
  readonly miner: Miner;
  readonly dialect: MinerDialect;
  /**
   * Prepares one process, secrets in files of `folder` only; called anew for every restart.
   *
   * @throws {AppError} where the miner is not there or its files cannot be written
   */
  prepare(request: LaunchRequest): Promise<Launch>;
}

export interface LaunchRequest {
  /** A folder of this process's own, removed after its end. */
  readonly folder: string;
  readonly algorithm: string;
  readonly threads: number | null;
  readonly throttle: number;
  /** In order of preference, with addresses that can be connected to. */
  readonly pools: readonly PoolAccount[];
}

/** One process to start. */
export interface Launch {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Where this process's API will answer, null where it has none. */
  readonly api: MinerApi | null;
  /** Values that must not be seen in its output. */
  readonly secrets: readonly string[];
  /** The longest a start without any hashrate may take; ten minutes where it is left out. */
  readonly warmUpLimitMs?: number;
}

export interface MinerApi {
  /** Without a slash at the end. */
  readonly url: string;
  readonly token: string;
}

/**
 * Asks a miner's API.
 * @returns the answer as parsed from JSON
 * @throws  {MinerApiError} where there is no good answer in time
 */
export type CallApi = (api: MinerApi, request: ApiRequest, signal: AbortSignal) => Promise<unknown>;

/** Where runs are written down. */
export interface RunRecorder {
  opened(run: {
    readonly runId: RunId;
    readonly profileId: ProfileId;
    readonly profileName: string;
    readonly minerId: MinerId;
    readonly algorithm: string;
    readonly poolUrl: string;
    readonly startedAt: number;
  }): void;
  /** Totals of the run so far, over all its restarts. */
  counted(counts: {
    readonly runId: RunId;
    readonly accepted: number;
    readonly rejected: number;
    readonly restarts: number;
  }): void;
  ended(end: {
    readonly runId: RunId;
    readonly endedAt: number;
    readonly endReason: EndReason;
  }): void;
  note(entry: {
    readonly runId: RunId | null;
    readonly at: number;
    readonly kind: JournalKind;
    readonly text: string;
  }): void;
}

/** What every run is given. */
export interface RunParts {
  readonly pty: PtyPort;
  readonly recorder: RunRecorder;
  readonly publish: Publish;
  /** Whether anybody listens to an event. */
  readonly hasListener: (name: EventName) => boolean;
  readonly clock: Clock;
  readonly log: Log;
  readonly callApi: CallApi;
  /** `Math.random` outside tests. */
  readonly random: () => number;
}
