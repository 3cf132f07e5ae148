import { z } from 'zod';
import type { JsonFile } from '../../../base/json-file.ts';
import type { Notify } from '../../../base/notify.ts';
import { Serial } from '../../../base/serial.ts';
import { MinerId } from '../../../contract/values/ids.ts';
import { Verification } from '../../../contract/values/miner.ts';
import { Count, Time } from '../../../contract/values/units.ts';
import { isVersionName } from './version-name.ts';

const version = z.string().refine(isVersionName, 'must be the name of a folder');
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** In the folder of a version, with `/`. */
const filePath = z
  .string()
  .min(1)
  .max(300)
  .refine((path) => !path.split(/[/\\]/).some((part) => ['', '.', '..'].includes(part)))
  .refine((path) => !path.includes(':'), 'must be relative');

/** Far more than any miner has; the list of a version stays below a megabyte. */
export const mostFiles = 2_000;

/** A file as it was when its archive was verified. */
const FileRecord = z.object({ path: filePath, sha256 });
export type FileRecord = z.infer<typeof FileRecord>;

/** One installed version, as the disk remembers it. */
export const VersionRecord = z.object({
  version,
  installedAt: Time,
  bytes: Count,
  executable: filePath,
  executableSha256: sha256,
  /** Of its archive; null where it was installed before they were recorded. */
  files: z.array(FileRecord).max(mostFiles).nullable().default(null),
  verification: Verification,
  /**
   * What a person agreed to start. The hash names the program; what else was agreed to is `files`,
   * which are of the same archive and compared before every start as it is.
   */
  consent: z.object({ at: Time, executableSha256: sha256 }).nullable(),
});
export type VersionRecord = z.infer<typeof VersionRecord>;

export const MinerRecord = z.object({
  active: version.nullable(),
  /** The one that was active before, to go back to. */
  previous: version.nullable(),
  versions: z.array(VersionRecord).max(100),
});
export type MinerRecord = z.infer<typeof MinerRecord>;

const InstalledJson = z.object({
  version: z.literal(1),
  miners: z.record(z.string(), z.unknown()),
});

const nothing: MinerRecord = { active: null, previous: null, versions: [] };

/** Which versions of which miners are installed. */
export class InstalledFile {
  readonly #file: JsonFile;
  readonly #serial = new Serial();
  #miners: ReadonlyMap<MinerId, MinerRecord>;
  #isCopyNeeded: boolean;

  private constructor(file: JsonFile, miners: ReadonlyMap<MinerId, MinerRecord>, isWhole: boolean) {
    this.#file = file;
    this.#miners = miners;
    this.#isCopyNeeded = !isWhole;
  }

  /**
   * A record that cannot be read is reported and left out; its miner then counts as not installed.
   * @throws {StorageError} where the file is there and the disk does not give it
   */
  static async open(file: JsonFile, notify: Notify): Promise<InstalledFile> {
    const found = await file.read();
    if (found === undefined) return new InstalledFile(file, new Map(), true);
    const parsed = InstalledJson.safeParse(found);
    if (!parsed.success) {
      await file.setAside('holds no list of miners that this version can read');
      return new InstalledFile(file, new Map(), true);
    }
    const miners = new Map<MinerId, MinerRecord>();
    const broken: string[] = [];
    for (const [key, value] of Object.entries(parsed.data.miners)) {
      const id = MinerId.safeParse(key);
      const record = MinerRecord.safeParse(value);
      if (id.success && record.success) miners.set(id.data, record.data);
      else broken.push(key.slice(0, 64));
    }
    if (broken.length > 0) {
      notify({
        severity: 'warning',
        text: `${file.name} says nothing usable of ${broken.slice(0, 10).join(', ')}, so these miners count as not installed.`,
        suggestion: 'Install them again; the file is kept in a copy before it is changed.',
      });
    }
    return new InstalledFile(file, miners, broken.length === 0);
  }

  get(minerId: MinerId): MinerRecord {
    return this.#miners.get(minerId) ?? nothing;
  }

  version(minerId: MinerId, version: string): VersionRecord | undefined {
    return this.get(minerId).versions.find((record) => record.version === version);
  }

  all(): ReadonlyMap<MinerId, MinerRecord> {
    return this.#miners;
  }

  /**
   * Changes what is known of a miner, on the disk first.
   * @throws {StorageError} where it cannot be written; everything is as before
   */
  update(minerId: MinerId, change: (record: MinerRecord) => MinerRecord): Promise<void> {
    return this.#serial.run(async () => {
      const miners = new Map(this.#miners);
      const record = change(this.get(minerId));
      if (record.versions.length > 0) miners.set(minerId, record);
      else miners.delete(minerId);
      if (this.#isCopyNeeded) await this.#file.copyAside();
      this.#isCopyNeeded = false;
      await this.#file.write({ version: 1, miners: Object.fromEntries(miners) });
      this.#miners = miners;
    });
  }
}
