import type { JsonFile } from '../../base/json-file.ts';
import type { Notify } from '../../base/notify.ts';
import type { Profile } from '../../contract/values/profile.ts';
import { ProfilesFile, readProfiles } from './read-profiles.ts';

/** The profiles on the disk. What could not be used is kept in a copy before it is written over. */
export class ProfileFile {
  readonly #file: JsonFile;
  readonly #notify: Notify;
  #isCopyNeeded = false;

  constructor(file: JsonFile, notify: Notify) {
    this.#file = file;
    this.#notify = notify;
  }

  /** @throws {StorageError} where the file is there and the disk does not give it */
  async read(): Promise<readonly Profile[]> {
    const found = await this.#file.read();
    if (found === undefined) return [];
    const parsed = ProfilesFile.safeParse(found);
    if (!parsed.success) {
      await this.#file.setAside('holds no list of profiles that this version can read');
      return [];
    }
    const { profiles, problems } = readProfiles(parsed.data.profiles, this.#file.name);
    for (const text of problems) {
      const suggestion = `It stays in ${this.#file.name}, and later in a copy beside it: mend it there or make it anew.`;
      this.#notify({ severity: 'warning', text, suggestion });
    }
    this.#isCopyNeeded = problems.length > 0;
    return profiles;
  }

  /** @throws {StorageError} where it cannot be written; the file is as before */
  async write(profiles: readonly Profile[]): Promise<void> {
    if (this.#isCopyNeeded) await this.#file.copyAside();
    this.#isCopyNeeded = false;
    await this.#file.write({ version: 1, profiles });
  }
}
