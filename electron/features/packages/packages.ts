import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorBody } from '../../base/app-error.ts';
import { randomId } from '../../base/random-id.ts';
import { Serial } from '../../base/serial.ts';
import { TooManyError } from '../../base/too-many-error.ts';
import type { MinerId } from '../../contract/values/ids.ts';
import type { CustomPackage } from '../../contract/values/package.ts';
import { z } from 'zod';
import { diskError } from './disk-error.ts';
import { hiveosSystem } from './hiveos-system.ts';
import { contentName, importPackage, listName, type Imported } from './import-package.ts';
import { mmposSystem } from './mmpos-system.ts';
import { packageDriver } from './package-driver.ts';
import {
  NeedsConsentError,
  NoSuchPackageError,
  NoSuchScriptError,
  OtherArchiveError,
  PackageFileChangedError,
  PackageFileMissingError,
  PackageInUseError,
} from './package-errors.ts';
import { PackageFile } from './package-files.ts';
import { maxPackages, type PackageRecord } from './package-record.ts';
import type { PackageShelf } from './package-shelf.ts';
import { PackageStore } from './package-store.ts';
import type { PackageDriver, PackageParts } from './ports.ts';
import { raveosSystem } from './raveos-system.ts';
import { readStrangeFile } from './read-strange-file.ts';
import { Uploads, type ReceivedFile } from './uploads.ts';

const uploadsName = '.uploads';
const maxScriptBytes = 200 * 1024;
/** Far above what a script of a real package has; a longer one is cut. */
const maxReadBytes = 16 * 1024 * 1024;
const FileList = z.array(PackageFile);
const systems = { raveos: raveosSystem, hiveos: hiveosSystem, mmpos: mmposSystem } as const;

/** The custom packages of this rig. Nothing of them runs before a person has agreed to it. */
export class Packages implements AsyncDisposable {
  readonly uploads: Uploads;
  readonly #parts: PackageParts;
  readonly #store: PackageStore;
  readonly #serial = new Serial();
  /** How far programs of packages are confined here, or why they cannot be started. */
  #note = '';

  private constructor(parts: PackageParts, store: PackageStore, uploads: Uploads) {
    this.#parts = parts;
    this.#store = store;
    this.uploads = uploads;
  }

  /** Also removes what an earlier life left unfinished. @throws {StorageError} */
  static async open(parts: PackageParts): Promise<Packages> {
    const { folder, clock, file, notify, log } = parts;
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
    } catch (error) {
      throw diskError(error, folder, folder);
    }
    const store = await PackageStore.open(file, notify);
    const known = new Set([...store.records.values()].map((record) => record.folder));
    await removeOthers(folder, known).catch((error: unknown) => {
      log.warn('what was left of packages cannot be removed', { error });
    });
    const uploads = await Uploads.open(join(folder, uploadsName), clock);
    const packages = new Packages(parts, store, uploads);
    // Without a package there is no reason to look for Python; and nobody waits for it.
    if (store.records.size > 0) void packages.#look().then(() => packages.#changed());
    return packages;
  }

  /** By name. */
  list(): CustomPackage[] {
    const all = [...this.#store.records.values()].map((record) => record.package);
    return all.toSorted((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id));
  }

  /** One for each package. */
  drivers(): PackageDriver[] {
    return this.list().map(({ id, format }) =>
      packageDriver(this.#shelf(id), this.#parts, systems[format]),
    );
  }

  /**
   * Takes in a package; one of the same miner gives way to it.
   * @throws {AppError} where it is none, is damaged, its miner runs, or the disk refuses
   */
  import(received: ReceivedFile): Promise<CustomPackage> {
    return this.#serial.run(async () => {
      await using imported = await importPackage(received, this.#parts.folder, this.#parts);
      const { id, name } = imported.details;
      const before = this.#store.records.get(id);
      if (before && this.#parts.isRunning(id)) throw new PackageInUseError(name, 'replaced');
      if (!before && this.#store.records.size >= maxPackages) {
        throw new TooManyError(maxPackages, 'packages', 'Remove');
      }
      const record = this.#recordOf(imported, received.name, before);
      await this.#place(imported, record);
      await this.#look();
      if (before) await this.#removeFolder(before.folder);
      this.#changed();
      return record.package;
    });
  }

  /** @throws {AppError} where there is no such package or script */
  async script(packageId: MinerId, path: string): Promise<{ text: string; truncated: boolean }> {
    const { package: custom, folder } = this.#get(packageId);
    if (!custom.scripts.some((script) => script.path === path)) throw new NoSuchScriptError(path);
    const file = join(this.#parts.folder, folder, contentName, path);
    const text = await readStrangeFile(file, maxReadBytes);
    if (text === null) throw new PackageFileMissingError(custom.name, path, file);
    const bytes = Buffer.from(text);
    const truncated = bytes.length > maxScriptBytes;
    return { text: bytes.subarray(0, maxScriptBytes).toString('utf8'), truncated };
  }

  /**
   * @param archiveSha256  of the package as it was looked at
   * @throws {AppError} where another one lies here meanwhile
   */
  consent(packageId: MinerId, archiveSha256: string): Promise<CustomPackage> {
    return this.#serial.run(async () => {
      const record = this.#get(packageId);
      if (record.package.archiveSha256 !== archiveSha256) {
        throw new OtherArchiveError(record.package.name);
      }
      const consentedAt = this.#parts.clock.now();
      const agreed = {
        ...record,
        package: { ...record.package, consentedAt },
        agreedPrograms: record.wantedPrograms,
      };
      await this.#store.put(agreed);
      this.#changed();
      return agreed.package;
    });
  }

  /** @throws {AppError} where there is none, it runs, or the disk refuses */
  remove(packageId: MinerId): Promise<void> {
    return this.#serial.run(async () => {
      const { package: custom, folder } = this.#get(packageId);
      if (this.#parts.isRunning(packageId)) throw new PackageInUseError(custom.name, 'removed');
      await this.#store.remove(packageId);
      await this.#removeFolder(folder);
      this.#changed();
    });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.uploads[Symbol.asyncDispose]();
  }

  #get(packageId: MinerId): PackageRecord {
    const record = this.#store.records.get(packageId);
    if (!record) throw new NoSuchPackageError(packageId);
    return record;
  }

  #recordOf(
    { details, archiveSha256, listSha256 }: Imported,
    archive: string,
    before: PackageRecord | undefined,
  ): PackageRecord {
    const same = before?.package.archiveSha256 === archiveSha256 ? before : undefined;
    return {
      package: {
        ...details,
        archive,
        archiveSha256,
        importedAt: this.#parts.clock.now(),
        consentedAt: same?.package.consentedAt ?? null,
      },
      folder: `${details.id}/${archiveSha256.slice(0, 12)}-${randomId()}`,
      listSha256,
      wantedPrograms: same?.wantedPrograms ?? [],
      agreedPrograms: same?.agreedPrograms ?? [],
    };
  }

  async #place(imported: Imported, record: PackageRecord): Promise<void> {
    const target = join(this.#parts.folder, record.folder);
    try {
      await imported.moveTo(target);
      await this.#store.put(record);
    } catch (error) {
      await this.#removeFolder(record.folder);
      throw diskError(error, target, this.#parts.folder);
    }
  }

  #shelf(packageId: MinerId): PackageShelf {
    const get = (): PackageRecord => this.#get(packageId);
    const at = (name: string): string => join(this.#parts.folder, get().folder, name);
    return {
      get package() {
        return get().package;
      },
      get content() {
        return at(contentName);
      },
      notes: this.#note === '' ? [] : [this.#note],
      files: () => readList(at(listName), get()),
      checkProgram: (program, shown) => this.#checkProgram(packageId, program, shown),
    };
  }

  /** What was agreed to were the scripts; a shell or a tmux can do more than they show. */
  #checkProgram(packageId: MinerId, program: string, shown: string): Promise<void> {
    return this.#serial.run(async () => {
      const record = this.#get(packageId);
      if (record.agreedPrograms.includes(program)) return;
      const { package: custom, wantedPrograms } = record;
      const text = `It starts “${program}”, which is no part of it: ${shown.slice(0, 500)}`;
      const findings = custom.findings.filter((finding) => finding.text !== text).slice(0, 199);
      findings.push({ severity: 'warning', where: 'RAVINOS/start.py', text });
      await this.#store.put({
        ...record,
        package: { ...custom, consentedAt: null, findings },
        wantedPrograms: [...new Set([...wantedPrograms, program])].slice(-20),
      });
      this.#changed();
      throw new NeedsConsentError(
        `The start script of “${custom.name}” wants to start “${program}”, which is no part of the package: ${shown.slice(0, 200)}`,
      );
    });
  }

  async #look(): Promise<void> {
    try {
      this.#note = (await this.#parts.confiner.ready()).inForce;
    } catch (error) {
      const { message, suggestion } = errorBody(error);
      this.#note = `${message} ${suggestion ?? ''}`.trim();
    }
  }

  #changed(): void {
    this.#parts.publish('packages.changed', this.list());
  }

  async #removeFolder(folder: string): Promise<void> {
    try {
      const path = join(this.#parts.folder, folder);
      await rm(path, { recursive: true, force: true, maxRetries: 5 });
      // Where another version lies beside it, the folder of the package is not empty and stays.
      await rmdir(dirname(path)).catch(() => undefined);
    } catch (error) {
      // Nothing refers to it any more; the next start tries again.
      this.#parts.log.warn('the folder of a package cannot be removed', { folder, error });
    }
  }
}

async function readList(
  file: string,
  { package: custom, listSha256 }: PackageRecord,
): Promise<PackageFile[]> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    throw new PackageFileMissingError(custom.name, listName, file);
  }
  if (createHash('sha256').update(text).digest('hex') !== listSha256) {
    throw new PackageFileChangedError(custom.name, listName);
  }
  return FileList.parse(JSON.parse(text));
}

/** Removes what is in the folder of all packages and belongs to none that is known. */
async function removeOthers(folder: string, known: ReadonlySet<string>): Promise<void> {
  const remove = (path: string): Promise<void> =>
    rm(path, { recursive: true, force: true, maxRetries: 3 });
  for (const name of await readdir(folder)) {
    const below = [...known].filter((one) => one.startsWith(`${name}/`));
    if (below.length === 0) {
      await remove(join(folder, name));
      continue;
    }
    for (const version of await readdir(join(folder, name))) {
      if (!known.has(`${name}/${version}`)) await remove(join(folder, name, version));
    }
  }
}
