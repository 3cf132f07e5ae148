import { join } from 'node:path';
import { AppError, errorBody } from '../../../base/app-error.ts';
import type { Clock } from '../../../base/clock.ts';
import type { Log } from '../../../base/log.ts';
import type { Notify } from '../../../base/notify.ts';
import type { MinerId } from '../../../contract/values/ids.ts';
import type {
  InstalledVersion,
  InstallJob,
  MinerPlatform,
} from '../../../contract/values/miner.ts';
import type { Executable } from '../ports.ts';
import { MinerNotInstalledError, NeedsConsentError, OtherFileError } from './executable-errors.ts';
import type { InstalledFile, VersionRecord } from './installed-file.ts';
import type { InstallPorts } from './ports.ts';
import { activated, superfluous, withChanged, withoutVersion } from './records.ts';
import { needsConsent } from './trust.ts';
import { checkPresent, checkVersion } from './version-check.ts';
import { MinerInUseError, NoEarlierVersionError, NoSuchVersionError } from './version-errors.ts';
import type { WorkArea } from './work-area.ts';

export interface VersionsOptions {
  readonly installed: InstalledFile;
  readonly work: WorkArea;
  readonly nameOf: (minerId: MinerId) => string;
  readonly platform: MinerPlatform;
  readonly ports: Pick<InstallPorts, 'sha256OfFile'>;
  readonly isRunning: (minerId: MinerId, version: string) => boolean;
  readonly clock: Clock;
  readonly changed: () => void;
  readonly notify: Notify;
  readonly log: Log;
}

/** Why a version is not started, and when that was seen first. */
type Problem = NonNullable<InstallJob['problem']> & { readonly noticedAt: number };

/** Versions of one miner that are kept; the oldest that is not needed makes room. */
const keptVersions = 5;

/** `6.9.0` is before `6.23.0`, and `1.98` before `1.98a`. */
const byVersion = new Intl.Collator('en', { numeric: true });

/** The versions of miners that lie side by side. */
export class Versions {
  readonly #options: VersionsOptions;
  /** What was found to be wrong with a program; said again until it is found to be right. */
  readonly #problems = new Map<string, Problem>();

  constructor(options: VersionsOptions) {
    this.#options = options;
  }

  list(minerId: MinerId): readonly InstalledVersion[] {
    const { active, versions } = this.#options.installed.get(minerId);
    return versions
      .toSorted((one, other) => byVersion.compare(other.version, one.version))
      .map((record) => {
        const { version, installedAt, bytes, verification, consent } = record;
        const { executable } = this.#placed(minerId, record);
        const problem =
          this.#problems.get(`${minerId}/${version}`) ?? this.consentProblem(minerId, record);
        return {
          version,
          active: version === active,
          installedAt,
          bytes,
          executable,
          verification,
          consentedAt: consent?.at ?? null,
          problem: problem?.message ?? null,
          problemCode: problem?.code ?? null,
          suggestion: problem?.suggestion ?? null,
        };
      });
  }

  async executable(minerId: MinerId): Promise<Executable> {
    const { installed, nameOf } = this.#options;
    const { active } = installed.get(minerId);
    const record = active === null ? undefined : installed.version(minerId, active);
    if (!record) throw new MinerNotInstalledError(nameOf(minerId));
    await this.#check(minerId, record);
    const consent = this.#consentError(minerId, record);
    if (consent) throw consent;
    const { executable, folder } = this.#placed(minerId, record);
    return { file: executable, folder, version: record.version };
  }

  /** What a person is told of a version that is installed but not agreed to. */
  consentProblem(minerId: MinerId, record: VersionRecord): InstallJob['problem'] {
    const error = this.#consentError(minerId, record);
    return error && { code: error.code, message: error.userMessage, suggestion: error.suggestion };
  }

  async consent(minerId: MinerId, version: string, executableSha256: string): Promise<void> {
    const { installed, clock, changed, nameOf } = this.#options;
    const record = this.#record(minerId, version);
    if (record.executableSha256 !== executableSha256) {
      throw new OtherFileError(nameOf(minerId), version);
    }
    const consent = { at: clock.now(), executableSha256 };
    await installed.update(minerId, (miner) =>
      withChanged(miner, version, (now) => ({ ...now, consent })),
    );
    changed();
  }

  async activate(minerId: MinerId, version?: string): Promise<void> {
    const { installed, changed, nameOf } = this.#options;
    const chosen = version ?? installed.get(minerId).previous;
    if (chosen === null) throw new NoEarlierVersionError(nameOf(minerId));
    this.#record(minerId, chosen);
    await installed.update(minerId, (miner) => activated(miner, chosen));
    changed();
  }

  async verify(minerId: MinerId): Promise<void> {
    const { installed, clock, changed, nameOf } = this.#options;
    const { versions } = installed.get(minerId);
    if (versions.length === 0) throw new MinerNotInstalledError(nameOf(minerId));
    for (const record of versions) {
      try {
        await this.#check(minerId, record);
        await installed.update(minerId, (miner) =>
          withChanged(miner, record.version, (now) => verifiedAt(now, record, clock.now())),
        );
      } catch (error) {
        if (!this.#problems.has(`${minerId}/${record.version}`)) throw error;
      }
    }
    changed();
  }

  async remove(minerId: MinerId, version?: string): Promise<void> {
    const { installed, isRunning, changed, nameOf } = this.#options;
    const { versions } = installed.get(minerId);
    if (versions.length === 0) throw new MinerNotInstalledError(nameOf(minerId));
    const unwanted = version === undefined ? versions : [this.#record(minerId, version)];
    const running = unwanted.find((record) => isRunning(minerId, record.version));
    if (running) throw new MinerInUseError(nameOf(minerId), running.version, 'removed');
    try {
      for (const record of unwanted) await this.#remove(minerId, record.version);
    } finally {
      changed();
    }
  }

  /** A version is new: what was wrong with it before is over, and old ones make room. */
  async installed(minerId: MinerId, version: string): Promise<void> {
    const { installed, isRunning, changed, log } = this.#options;
    this.#problems.delete(`${minerId}/${version}`);
    for (const old of superfluous(installed.get(minerId), keptVersions)) {
      if (isRunning(minerId, old.version)) continue;
      try {
        await this.#remove(minerId, old.version);
      } catch (error) {
        log.warn('an old version could not be removed', { minerId, version: old.version, error });
      }
    }
    changed();
  }

  /** Finds out what disappeared while the program did not run. */
  async lookForMissing(): Promise<void> {
    const { installed, notify, clock } = this.#options;
    for (const [minerId, { versions, active }] of installed.all()) {
      for (const record of versions) {
        try {
          await checkPresent(record, this.#place(minerId, record));
        } catch (error) {
          const { code, message, suggestion = null } = errorBody(error);
          const noticedAt = clock.now();
          this.#problems.set(`${minerId}/${record.version}`, {
            code,
            message,
            suggestion,
            noticedAt,
          });
          if (record.version !== active) continue;
          notify({ severity: 'warning', text: message, suggestion });
        }
      }
    }
  }

  /** @throws {AppError} `executable-missing`, `executable-changed` */
  async #check(minerId: MinerId, record: VersionRecord): Promise<void> {
    const { ports, changed, platform, clock, nameOf } = this.#options;
    const key = `${minerId}/${record.version}`;
    const known = this.#problems.get(key);
    const noticedAt = known?.code === 'executable-changed' ? known.noticedAt : clock.now();
    try {
      await checkVersion(record, {
        ...this.#place(minerId, record),
        name: nameOf(minerId),
        platform,
        sha256OfFile: ports.sha256OfFile,
        noticedAt,
      });
      if (this.#problems.delete(key)) changed();
    } catch (error) {
      if (error instanceof AppError && this.#problems.get(key)?.message !== error.userMessage) {
        const { code, userMessage: message, suggestion = null } = error;
        this.#problems.set(key, { code, message, suggestion, noticedAt });
        changed();
      }
      throw error;
    }
  }

  async #remove(minerId: MinerId, version: string): Promise<void> {
    const { installed, work } = this.#options;
    await work.takeAway(minerId, version, () =>
      installed.update(minerId, (miner) => withoutVersion(miner, version)),
    );
    this.#problems.delete(`${minerId}/${version}`);
  }

  #record(minerId: MinerId, version: string): VersionRecord {
    const { installed, nameOf } = this.#options;
    const record = installed.version(minerId, version);
    if (record) return record;
    const versions = this.list(minerId).map((one) => one.version);
    throw new NoSuchVersionError(nameOf(minerId), version, versions);
  }

  #consentError(minerId: MinerId, record: VersionRecord): NeedsConsentError | null {
    if (!needsConsent(record)) return null;
    const { version, verification } = record;
    return new NeedsConsentError(this.#options.nameOf(minerId), version, verification);
  }

  #place(minerId: MinerId, record: VersionRecord): { root: string; folder: string } {
    const { work } = this.#options;
    return {
      root: work.versionFolder(minerId, record.version),
      folder: work.minerFolder(minerId),
    };
  }

  #placed(minerId: MinerId, record: VersionRecord): { executable: string; folder: string } {
    const { root } = this.#place(minerId, record);
    return { folder: root, executable: join(root, ...record.executable.split('/')) };
  }
}

/** Unless another file took its place meanwhile, of which nothing was looked at. */
function verifiedAt(now: VersionRecord, checked: VersionRecord, at: number): VersionRecord {
  if (now.executableSha256 !== checked.executableSha256) return now;
  return { ...now, verification: { ...now.verification, verifiedAt: at } };
}
