import type { MinerId } from '../../contract/values/ids.ts';
import type {
  DeviceKind,
  InstalledVersion,
  Miner,
  NewerRelease,
} from '../../contract/values/miner.ts';
import type { MinerSettings } from '../../contract/values/profile.ts';
import type { MinerDialect, MinerReport } from '../../protocols/miner-output/miner-report.ts';

/** Knows how to start one kind of miner. */
export interface Driver {
  /** As it is now: versions come and go. */
  readonly miner: Miner;
  readonly dialect: MinerDialect;
  /**
   * Prepares one process, secrets in files of `folder` only; called anew for every restart.
   *
   * @throws {AppError} where the miner is not installed, was changed since it was verified, needs a
   *                    consent that nobody gave, or its files cannot be written
   */
  prepare(request: PrepareRequest): Promise<Prepared>;
}

export interface PrepareRequest {
  /** An empty folder of this process's own. */
  readonly folder: string;
  /** In the words of this program; the driver knows the miner's. */
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
  readonly pools: readonly {
    readonly url: string;
    readonly user: string;
    readonly password: string;
  }[];
}

/** One process to start. */
export interface Prepared {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Where this process's API will answer, null where it has none. */
  readonly api: { readonly url: string; readonly token: string } | null;
  /** Values that must not be seen in its output. */
  readonly secrets: readonly string[];
  readonly warmUpLimitMs: number;
  /** The longest it may say nothing at all; a minute where it is left out. */
  readonly silenceLimitMs?: number;
  /**
   * How the miner does, where something else than its API tells: asked every ten seconds.
   * @returns null where nothing could be learned
   */
  readonly pollStats?: (signal: AbortSignal) => Promise<MinerReport | null>;
  /** Configuration that was written, with secrets masked, to be shown. */
  readonly files: readonly { readonly name: string; readonly text: string }[];
}

/** The program a driver starts: verified at this moment. */
export interface Executable {
  readonly file: string;
  /** Folder of the version, in which its own files lie. */
  readonly folder: string;
  readonly version: string;
}

/** Devices as the operating system knows them, for packages that want a list. */
export interface RigDevice {
  readonly kind: DeviceKind;
  readonly name: string;
  /** `01:00.0`; null for processors. */
  readonly busId: string | null;
  readonly memoryBytes: number | null;
}

/** What lies installed on this rig. */
export interface InstalledMiners {
  /** Newest first. */
  versions(minerId: MinerId): readonly InstalledVersion[];
  /** The newest release that is newer than the active version, as of the last look; null: none known. */
  newer(minerId: MinerId): NewerRelease | null;
  /** Folder of all versions of a miner. */
  folder(minerId: MinerId): string;
  /**
   * The active version, its files compared with what was verified when it was installed.
   * @throws {AppError} 'miner-not-installed', 'executable-missing', 'executable-changed', 'needs-consent'
   */
  executable(minerId: MinerId): Promise<Executable>;
}
