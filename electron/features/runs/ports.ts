import type { EventName } from '../../contract/index.ts';
import type { JournalKind } from '../../contract/values/history.ts';
import type { MinerId, ProfileId, RunId } from '../../contract/values/ids.ts';
import type { Miner } from '../../contract/values/miner.ts';
import type { MinerSettings } from '../../contract/values/profile.ts';
import type { EndReason } from '../../contract/values/run.ts';
import type { Clock } from '../../base/clock.ts';
import type { Publish } from '../../base/event-hub.ts';
import type { Log } from '../../base/log.ts';
import type {
  ApiQuery,
  MinerDialect,
  MinerReport,
} from '../../protocols/miner-output/miner-report.ts';

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

/** What a miner is started with, in the words of this program. */
export interface MiningPlan {
  readonly algorithm: string;
  /** Symbol such as XMR; null where only the algorithm is known. */
  readonly coin: string | null;
  /** null: one per core */
  readonly threads: number | null;
  /** Percent of the time each thread rests. */
  readonly throttle: number;
  /** As the miner counts them; null: all. */
  readonly devices: readonly number[] | null;
  readonly settings: MinerSettings;
  readonly extraArguments: readonly string[];
  /** Name of this rig at the pool. */
  readonly worker: string;
  readonly wallet: string;
  readonly login: string;
  readonly email: string;
  /** In order of preference, templates filled in. */
  readonly pools: readonly PoolAccount[];
}

/** What a run needs of a profile. */
export interface StartableProfile extends MiningPlan {
  readonly id: ProfileId;
  readonly name: string;
  readonly minerId: MinerId;
}

export interface PoolAccount {
  readonly url: string;
  readonly user: string;
  /** '' where there is none. */
  readonly password: string;
}

/** Knows how to start one kind of miner. */
export interface MinerDriver {
  /** As it is now: versions come and go. */
  readonly miner: Miner;
  readonly dialect: MinerDialect;
  /**
   * Prepares one process, secrets in files of `folder` only; called anew for every restart.
   *
   * @throws {AppError} where the miner is not there or its files cannot be written
   */
  prepare(request: LaunchRequest): Promise<Launch>;
}

/** The addresses of its pools can be connected to. */
export interface LaunchRequest extends MiningPlan {
  /** A folder of this process's own, removed after its end. */
  readonly folder: string;
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
  /**
   * The longest it may say nothing at all, output and API together; a minute where it is left out.
   * Miners for graphics cards without an API print only now and then.
   */
  readonly silenceLimitMs?: number;
  /**
   * How the miner does, where something else than its API tells: asked every ten seconds.
   * @returns null where nothing could be learned
   */
  readonly pollStats?: (signal: AbortSignal) => Promise<MinerReport | null>;
  /** Configuration that was written, with secrets masked, to be shown. */
  readonly files: readonly { readonly name: string; readonly text: string }[];
}

export interface MinerApi {
  /** `http://host:port`, or `tcp://host:port` where it speaks no HTTP; no slash at the end. */
  readonly url: string;
  /** '' where it takes none. */
  readonly token: string;
}

/**
 * Puts one question to a miner's API.
 * @returns the answer: as parsed from JSON over HTTP, as text over TCP
 * @throws  {MinerApiError} where there is no good answer in time
 */
export type CallApi = (api: MinerApi, query: ApiQuery, signal: AbortSignal) => Promise<unknown>;

/**
 * Whether a port of this computer is listened on by a process or one that came from it.
 * @returns null where the system does not tell
 */
export type OwnsPort = (pid: number, port: number) => Promise<boolean | null>;

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
  readonly ownsPort: OwnsPort;
  /** `Math.random` outside tests. */
  readonly random: () => number;
}
