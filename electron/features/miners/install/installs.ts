import { AppError, errorBody } from '../../../base/app-error.ts';
import { DiskFullError } from '../../../base/storage-error.ts';
import type { MinerId } from '../../../contract/values/ids.ts';
import type {
  InstalledVersion,
  InstallJob,
  MinerRelease,
  NewerRelease,
} from '../../../contract/values/miner.ts';
import type { Executable, InstalledMiners } from '../ports.ts';
import { findAsset } from './choose-asset.ts';
import type { Release } from './github-release.ts';
import { listReleases } from './github-releases.ts';
import { install, type Installation } from './installation.ts';
import { InstalledFile } from './installed-file.ts';
import { JobTeller } from './job-teller.ts';
import { KnownReleases } from './known-releases.ts';
import type { InstallSource, InstallsOptions } from './ports.ts';
import { releaseSite } from './release-site.ts';
import {
  InstallRunningError,
  NotInstallingError,
  NothingToInstallError,
  UnknownMinerError,
} from './version-errors.ts';
import { Versions } from './versions.ts';
import { WorkArea } from './work-area.ts';

export interface InstallRequest {
  readonly minerId: MinerId;
  /** The latest where it is left out. */
  readonly version?: string | undefined;
  /** A server with the paths of GitHub, instead of GitHub. */
  readonly mirror?: string | undefined;
}

interface Running {
  readonly teller: JobTeller;
  readonly abort: AbortController;
  /** Never fails. */
  readonly ended: Promise<void>;
}

/** Installs miners in the background and knows what is installed. */
export class Installs implements InstalledMiners, AsyncDisposable {
  readonly #options: InstallsOptions;
  readonly #installed: InstalledFile;
  readonly #work: WorkArea;
  readonly #versions: Versions;
  readonly #known = new KnownReleases();
  readonly #tellers = new Map<MinerId, JobTeller>();
  readonly #running = new Map<MinerId, Running>();

  private constructor(options: InstallsOptions, installed: InstalledFile, work: WorkArea) {
    this.#options = options;
    this.#installed = installed;
    this.#work = work;
    const nameOf = (minerId: MinerId): string => options.source(minerId)?.name ?? minerId;
    this.#versions = new Versions({ ...options, installed, work, nameOf });
  }

  /**
   * Also puts right what a program left behind that was killed while it installed something.
   * @throws {StorageError} where the folder or the file cannot be used
   */
  static async open(options: InstallsOptions): Promise<Installs> {
    const installed = await InstalledFile.open(options.file, options.notify);
    const work = await WorkArea.open({
      root: options.folder,
      rename: options.ports.rename,
      now: () => options.clock.now(),
      recorded: (minerId, version) => installed.version(minerId, version)?.verification,
    });
    const installs = new Installs(options, installed, work);
    await installs.#versions.lookForMissing();
    return installs;
  }

  /** Newest first. */
  versions(minerId: MinerId): readonly InstalledVersion[] {
    return this.#versions.list(minerId);
  }

  /** Folder of all versions of a miner. */
  folder(minerId: MinerId): string {
    return this.#work.minerFolder(minerId);
  }

  /** The newest release that is newer than the active version, as of the last look; null: none known. */
  newer(minerId: MinerId): NewerRelease | null {
    return this.#known.newer(minerId, this.#installed.get(minerId).active);
  }

  /** @throws {AppError} `miner-not-installed`, `executable-missing`, `executable-changed`, `needs-consent` */
  executable(minerId: MinerId): Promise<Executable> {
    return this.#versions.executable(minerId);
  }

  /** The last installation of each miner since the program was started. */
  jobs(): readonly InstallJob[] {
    return [...this.#tellers.values()].map(({ job }) => job);
  }

  /**
   * What can be installed, newest first.
   * @throws {AppError} `no-such-miner`, `invalid-input`, `release-not-found`, `rate-limited`, `offline`, …
   */
  async releases(minerId: MinerId, mirror?: string): Promise<readonly MinerRelease[]> {
    const { ports, userAgent } = this.#options;
    const source = this.#source(minerId);
    const found = await listReleases({
      source,
      site: releaseSite(mirror),
      fetchList: ports.fetchList,
      userAgent,
      signal: new AbortController().signal,
    });
    const releases = found.map((release) => this.#installable(source, release));
    this.#learn(minerId, () => this.#known.listed(minerId, releases));
    return releases;
  }

  /**
   * Begins to install; how it goes is told by `miners.install`, and how it ended by the job.
   * @throws {AppError} `no-such-miner`, `invalid-input`, `install-running`
   */
  install({ minerId, version, mirror }: InstallRequest): InstallJob {
    const source = this.#source(minerId);
    const site = releaseSite(mirror);
    if (this.#running.has(minerId)) throw new InstallRunningError(source.name);
    const { clock, publish, platform, ports, userAgent, isRunning } = this.#options;
    const teller = new JobTeller(minerId, clock, publish);
    const abort = new AbortController();
    this.#tellers.set(minerId, teller);
    const ended = this.#run(teller, {
      minerId,
      version,
      source,
      site,
      platform,
      ports,
      userAgent,
      work: this.#work,
      installed: this.#installed,
      isRunning: (version) => isRunning(minerId, version),
      found: (release) => {
        const isLatest = version === undefined;
        const installable = this.#installable(source, release);
        this.#learn(minerId, () => this.#known.found(minerId, installable, { isLatest }));
      },
      now: () => clock.now(),
      tell: (change) => teller.update(change),
      signal: abort.signal,
    });
    this.#running.set(minerId, { teller, abort, ended });
    return teller.job;
  }

  /**
   * Ends an installation; the part that came so far is used by the next one.
   * @returns how it ended: it may have been done at this very moment
   * @throws {NotInstallingError}
   */
  async cancel(minerId: MinerId): Promise<InstallJob> {
    const running = this.#running.get(minerId);
    if (!running) throw new NotInstallingError(this.#source(minerId).name);
    running.abort.abort();
    await running.ended;
    return running.teller.job;
  }

  /**
   * A person agrees to start a program that nobody vouches for; the agreement is for this file only.
   * @throws {AppError} `no-such-version`, `executable-changed` where another file is installed
   */
  consent(minerId: MinerId, version: string, executableSha256: string): Promise<void> {
    return this.#versions.consent(minerId, version, executableSha256);
  }

  /**
   * @param version  left out: the one that was active before
   * @throws {AppError} `no-such-version`
   */
  activate(minerId: MinerId, version?: string): Promise<void> {
    return this.#versions.activate(minerId, version);
  }

  /**
   * Compares the programs of all versions with what was verified; `versions` then tells what is wrong.
   * @throws {AppError} `miner-not-installed`
   */
  verify(minerId: MinerId): Promise<void> {
    return this.#versions.verify(minerId);
  }

  /**
   * @param version  left out: all of them, and what was downloaded of others
   * @throws {AppError} `miner-not-installed`, `no-such-version`, `miner-in-use`, `install-running`
   */
  async remove(minerId: MinerId, version?: string): Promise<void> {
    if (this.#running.has(minerId)) throw new InstallRunningError(this.#source(minerId).name);
    await this.#versions.remove(minerId, version);
    if (version === undefined) await this.#work.removeDownloads(minerId);
  }

  /** Ends what is being installed. */
  async [Symbol.asyncDispose](): Promise<void> {
    const running = [...this.#running.values()];
    for (const { abort } of running) abort.abort();
    await Promise.all(running.map(({ ended }) => ended));
  }

  /** A release as far as it matters to this rig. */
  #installable(source: InstallSource, release: Release): MinerRelease {
    const { version, publishedAt, prerelease } = release;
    const asset = findAsset(release, source.release, this.#options.platform);
    return {
      version,
      publishedAt,
      prerelease,
      asset: asset?.name ?? null,
      bytes: asset?.bytes ?? null,
    };
  }

  /** Others are told only where it makes a difference to what is installed. */
  #learn(minerId: MinerId, act: () => void): void {
    const before = this.newer(minerId);
    act();
    const now = this.newer(minerId);
    const isSame = before?.version === now?.version && before?.publishedAt === now?.publishedAt;
    if (!isSame) this.#options.changed();
  }

  async #run(teller: JobTeller, installation: Installation): Promise<void> {
    const end = await this.#outcome(installation);
    // Before anybody hears of it, so that they can begin the next one.
    this.#running.delete(installation.minerId);
    teller.end(end);
  }

  /** Never fails: how it ended is an answer too. */
  async #outcome(installation: Installation): Promise<Partial<InstallJob>> {
    const { minerId, signal } = installation;
    const { log } = this.#options;
    try {
      const record = await install(installation);
      await this.#versions.installed(minerId, record.version);
      log.info('a miner was installed', { minerId, version: record.version });
      const problem = this.#versions.consentProblem(minerId, record);
      return { state: 'done', verification: record.verification, problem };
    } catch (error) {
      if (signal.aborted) return { state: 'cancelled' };
      const fields = { minerId, error };
      if (error instanceof AppError) log.warn('a miner was not installed', fields);
      else log.error('an installation failed unexpectedly', fields);
      const { code, message, suggestion = null } = errorBody(this.#named(error));
      return { state: 'failed', problem: { code, message, suggestion } };
    }
  }

  /** A full disk is told by the folder that a person knows, not by that of the unfinished. */
  #named(error: unknown): unknown {
    if (!(error instanceof DiskFullError)) return error;
    return new DiskFullError(this.#options.folder, { cause: error });
  }

  #source(minerId: MinerId): InstallSource {
    const source = this.#options.source(minerId);
    if (source) return source;
    throw source === null ? new NothingToInstallError(minerId) : new UnknownMinerError(minerId);
  }
}
