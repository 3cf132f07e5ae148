import type { Clock } from '../../base/clock.ts';
import type { Publish } from '../../base/event-hub.ts';
import type { JsonFile } from '../../base/json-file.ts';
import type { Log } from '../../base/log.ts';
import type { Notify } from '../../base/notify.ts';
import type { MinerId } from '../../contract/values/ids.ts';
import type { DeviceKind, Miner } from '../../contract/values/miner.ts';
import type { MinerSettings } from '../../contract/values/profile.ts';
import type { MinerDialect, MinerReport } from '../../protocols/miner-output/miner-report.ts';
import type { CardSensors } from '../../protocols/packages/hiveos-cards.ts';

/** What packages are made of. */
export interface PackageParts {
  readonly file: JsonFile;
  /** Where packages and uploads lie; made where it is not there. */
  readonly folder: string;
  readonly unpack: Unpack;
  readonly confiner: Confiner;
  /** Graphics cards of this rig. */
  readonly devices: () => Promise<readonly RigDevice[]>;
  /** What they measure of themselves, as far as the system tells. Never rejects. */
  readonly sensors: () => Promise<readonly CardSensors[]>;
  /** A port of the loopback interface that is free now. */
  readonly freePort: () => Promise<number>;
  readonly isRunning: (minerId: MinerId) => boolean;
  readonly platform: NodeJS.Platform;
  /** Folder with our scripts for packages of HiveOS and mmpOS; null where it is not there. */
  readonly resources: string | null;
  /** Where confined programs find commands; empty where programs of packages do not run. */
  readonly commandFolders: readonly string[];
  readonly publish: Publish;
  readonly notify: Notify;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Unpacks an archive whose names and sizes nobody vouches for.
 * @throws {AppError} 'bad-archive', 'disk-full' and the like; then nothing is left
 */
export type Unpack = (options: {
  readonly archive: string;
  /** A folder that does not exist yet, in one that does. */
  readonly into: string;
}) => Promise<readonly { readonly path: string }[]>;

/** Starts programs of strangers so that they can do no harm, as far as the system helps. */
export interface Confiner {
  /** @throws {AppError} where there is no Python, or this system cannot confine programs */
  ready(): Promise<Confinement>;
}

export interface Confinement {
  /** What is in force, in sentences. */
  readonly inForce: string;
  /** Runs a script to its end. Never rejects. */
  runScript(script: ScriptRun): Promise<ScriptEnd>;
  /** The command that starts a miner confined, and its environment. */
  miner(start: MinerStart): Promise<{
    readonly file: string;
    readonly args: readonly string[];
    readonly env: Readonly<Record<string, string>>;
  }>;
}

export interface ScriptRun {
  readonly language: 'python' | 'bash';
  /** File of the script. */
  readonly script: string;
  readonly args?: readonly string[];
  /** Folders to read besides those of the system. */
  readonly read: readonly string[];
  /** Folders to write in; the first one is where it works. */
  readonly write: readonly [string, ...string[]];
  /** The only port it may connect to. */
  readonly network: 'none' | number;
  /** Besides what every program has. */
  readonly variables: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

export interface ScriptEnd {
  /** `refused`: it was not started, because it could not be confined. */
  readonly ending: 'exited' | 'timeout' | 'flood' | 'cancelled' | 'refused';
  readonly exitCode: number | null;
  /** The end of what it printed. */
  readonly output: string;
}

export interface MinerStart {
  /** Absolute. */
  readonly file: string;
  readonly args: readonly string[];
  readonly read: readonly string[];
  /** As for scripts. */
  readonly write: readonly [string, ...string[]];
  /** Shown once the program itself has ended and what it left in the background works on. */
  readonly logFile: string;
}

/** A device as the operating system knows it. */
export interface RigDevice {
  readonly kind: DeviceKind;
  readonly name: string;
  /** `01:00.0`; null for processors. */
  readonly busId: string | null;
  readonly memoryBytes: number | null;
}

/**
 * Knows how to start the miner of one package. This and the two shapes below are those of the features
 * that know miners and runs, written once more on purpose: siblings do not know each other, and the
 * types complain where they are introduced and do not fit.
 */
export interface PackageDriver {
  readonly miner: Miner;
  readonly dialect: MinerDialect;
  /** @throws {AppError} where it cannot be started: changed, no consent, a script that failed */
  prepare(request: StartRequest): Promise<PreparedMiner>;
}

export interface StartRequest {
  /** An empty folder of this process's own. */
  readonly folder: string;
  readonly algorithm: string;
  readonly coin: string | null;
  readonly devices: readonly number[] | null;
  readonly settings: MinerSettings;
  readonly extraArguments: readonly string[];
  readonly worker: string;
  readonly wallet: string;
  readonly login: string;
  readonly email: string;
  /** In order of preference, templates filled in. */
  readonly pools: readonly {
    readonly url: string;
    readonly user: string;
    readonly password: string;
  }[];
}

export interface PreparedMiner {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Scripts tell the figures. */
  readonly api: null;
  readonly secrets: readonly string[];
  readonly warmUpLimitMs: number;
  readonly silenceLimitMs: number;
  readonly pollStats: (signal: AbortSignal) => Promise<MinerReport | null>;
  readonly files: readonly { readonly name: string; readonly text: string }[];
}
