import type { JsonFile } from '../../base/json-file.ts';
import type { Notify } from '../../base/notify.ts';
import type { MinerId } from '../../contract/values/ids.ts';
import { maxPackages, PackageRecord, PackagesFile } from './package-record.ts';

/** What is remembered of all packages, on the disk and here. */
export class PackageStore {
  readonly #file: JsonFile;
  #records: ReadonlyMap<MinerId, PackageRecord>;

  private constructor(file: JsonFile, records: ReadonlyMap<MinerId, PackageRecord>) {
    this.#file = file;
    this.#records = records;
  }

  /** @throws {StorageError} where the file is there and the disk does not give it */
  static async open(file: JsonFile, notify: Notify): Promise<PackageStore> {
    const records = new Map<MinerId, PackageRecord>();
    const found = await file.read();
    const parsed = PackagesFile.safeParse(found);
    if (found !== undefined && !parsed.success) {
      await file.setAside('holds no list of packages that this version can read');
    }
    const entries = parsed.success ? parsed.data.packages : [];
    const good = entries
      .map((entry) => PackageRecord.safeParse(entry))
      .filter((one) => one.success);
    for (const { data } of good.slice(0, maxPackages)) records.set(data.package.id, data);
    if (records.size < entries.length) {
      const copy = await file.copyAside();
      notify({
        severity: 'warning',
        text: `${entries.length - records.size} packages in ${file.name} could not be read and were left out.`,
        suggestion: `Import them again; what was there is in ${copy}.`,
      });
    }
    return new PackageStore(file, records);
  }

  get records(): ReadonlyMap<MinerId, PackageRecord> {
    return this.#records;
  }

  /** On the disk first: where that refuses, everything is as before. @throws {StorageError} */
  async put(record: PackageRecord): Promise<void> {
    await this.#write(new Map(this.#records).set(record.package.id, record));
  }

  /** @throws {StorageError} */
  async remove(packageId: MinerId): Promise<void> {
    const records = new Map(this.#records);
    records.delete(packageId);
    await this.#write(records);
  }

  async #write(records: ReadonlyMap<MinerId, PackageRecord>): Promise<void> {
    await this.#file.write({ version: 1, packages: [...records.values()] });
    this.#records = records;
  }
}
