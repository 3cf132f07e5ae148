import { randomId } from '../../base/random-id.ts';
import { Serial } from '../../base/serial.ts';
import { ProfileId } from '../../contract/values/ids.ts';
import type { BuiltinAlgorithm, Profile, ProfileDraft } from '../../contract/values/profile.ts';
import { copyName } from './copy-name.ts';
import {
  mergePasswords,
  passwordOf,
  publicPools,
  readPasswords,
  replacePasswords,
  type Passwords,
} from './pool-passwords.ts';
import type { ProfileParts, StartableProfile } from './ports.ts';
import { isPractice, practiceDraft } from './practice-draft.ts';
import {
  NoSuchProfileError,
  ProfileInUseError,
  TooManyProfilesError,
  UnknownMinerError,
  UnsupportedAlgorithmError,
} from './profile-errors.ts';
import { ProfileFile } from './profile-file.ts';
import { maxProfiles } from './read-profiles.ts';

/**
 * The profiles. Every change is on the disk before it is answered and announced; where the disk
 * refuses, everything is as before.
 */
export class Profiles {
  readonly #parts: ProfileParts;
  readonly #file: ProfileFile;
  readonly #serial = new Serial();
  /** By name. */
  #profiles: readonly Profile[];

  private constructor(parts: ProfileParts, file: ProfileFile, profiles: readonly Profile[]) {
    this.#parts = parts;
    this.#file = file;
    this.#profiles = sorted(profiles);
  }

  /** @throws {StorageError} where the file is there and the disk does not give it */
  static async open(parts: ProfileParts): Promise<Profiles> {
    const file = new ProfileFile(parts.file, parts.notify);
    return new Profiles(parts, file, await file.read());
  }

  /** By name. */
  list(): Profile[] {
    return [...this.#profiles];
  }

  /** @throws {NoSuchProfileError} */
  get(profileId: ProfileId): Profile {
    const profile = this.#profiles.find(({ id }) => id === profileId);
    if (!profile) throw new NoSuchProfileError(profileId);
    return profile;
  }

  /**
   * What a run is started with.
   * @throws {NoSuchProfileError}
   * @throws {AppError} 'secret-unreadable' where a password has to be given again
   */
  startable(profileId: ProfileId): StartableProfile {
    const profile = this.get(profileId);
    const { id, name, minerId, algorithm, threads, throttle, pools } = profile;
    const passwords = pools.some(({ hasPassword }) => hasPassword)
      ? readPasswords(this.#parts.secrets, profileId)
      : new Map<string, string>();
    return {
      id,
      name,
      minerId,
      algorithm,
      threads,
      throttle,
      pools: pools.map((pool) => ({
        url: pool.url,
        user: pool.user,
        password: passwordOf(pool, profile, passwords),
      })),
    };
  }

  /** @throws {AppError} where the miner cannot do it, there are too many, or the disk refuses */
  create(draft: ProfileDraft): Promise<Profile> {
    return this.#serial.run(() => this.#add(draft));
  }

  /** The practice profile of an algorithm: the one there is, or a new one. */
  createPractice(algorithm: BuiltinAlgorithm): Promise<Profile> {
    return this.#serial.run(
      async () =>
        this.#profiles.find((profile) => isPractice(profile, algorithm)) ??
        this.#add(practiceDraft(algorithm)),
    );
  }

  /** @throws {AppError} as {@link create}, and where there is no such profile */
  update(profileId: ProfileId, draft: ProfileDraft): Promise<Profile> {
    return this.#serial.run(() => {
      const before = this.get(profileId);
      this.#check(draft);
      const read = (): Passwords => readPasswords(this.#parts.secrets, profileId);
      const passwords = mergePasswords(draft, before, read);
      const profile = { ...before, ...fieldsOf(draft, passwords), updatedAt: this.#parts.now() };
      return this.#save(profile, passwords);
    });
  }

  /** @throws {AppError} as {@link create}, and where there is no such profile */
  duplicate(profileId: ProfileId): Promise<Profile> {
    return this.#serial.run(() => {
      const original = this.get(profileId);
      const name = copyName(original.name, new Set(this.#profiles.map((other) => other.name)));
      return this.#add({ ...original, name, pools: [...this.startable(profileId).pools] });
    });
  }

  /** @throws {ProfileInUseError} and where there is no such profile or the disk refuses */
  remove(profileId: ProfileId): Promise<void> {
    return this.#serial.run(async () => {
      const { name } = this.get(profileId);
      if (this.#parts.isRunning(profileId)) throw new ProfileInUseError(name);
      await this.#write(this.#profiles.filter(({ id }) => id !== profileId));
      try {
        await replacePasswords(this.#parts.secrets, profileId, new Map());
      } catch (error) {
        // The profile is gone, as was asked for; its sealed password only takes space.
        this.#parts.log.warn('the passwords of a deleted profile stay', { profileId, error });
      }
    });
  }

  #add(draft: ProfileDraft): Promise<Profile> {
    if (this.#profiles.length >= maxProfiles) throw new TooManyProfilesError(maxProfiles);
    this.#check(draft);
    const passwords = mergePasswords(draft, undefined, () => new Map());
    const now = this.#parts.now();
    const id = ProfileId.parse(randomId());
    const profile = { id, ...fieldsOf(draft, passwords), createdAt: now, updatedAt: now };
    return this.#save(profile, passwords);
  }

  #check({ minerId, algorithm }: ProfileDraft): void {
    const miner = this.#parts.miners().find(({ id }) => id === minerId);
    if (!miner) throw new UnknownMinerError(minerId);
    if (!miner.algorithms.includes(algorithm)) {
      throw new UnsupportedAlgorithmError(miner.name, algorithm, miner.algorithms);
    }
  }

  /** Passwords first: a profile never says that it has one that is nowhere. */
  async #save(profile: Profile, passwords: Passwords): Promise<Profile> {
    const { secrets, log } = this.#parts;
    const undo = await replacePasswords(secrets, profile.id, passwords);
    try {
      await this.#write([...this.#profiles.filter(({ id }) => id !== profile.id), profile]);
    } catch (error) {
      await undo().catch((second: unknown) => {
        log.warn('passwords could not be put back', { profileId: profile.id, error: second });
      });
      throw error;
    }
    return profile;
  }

  async #write(profiles: readonly Profile[]): Promise<void> {
    await this.#file.write(profiles);
    this.#profiles = sorted(profiles);
    this.#parts.publish('profiles.changed', this.list());
  }
}

function fieldsOf(
  draft: ProfileDraft,
  passwords: Passwords,
): Omit<Profile, 'id' | 'createdAt' | 'updatedAt'> {
  const { name, minerId, algorithm, threads, throttle, resumeAfterRestart } = draft;
  const pools = publicPools(draft, passwords);
  return { name, minerId, algorithm, threads, throttle, resumeAfterRestart, pools };
}

/** "Rig 10" comes after "Rig 9"; the id makes the order of equal names stable. */
const byName = new Intl.Collator('en', { numeric: true });

const sorted = (profiles: readonly Profile[]): readonly Profile[] =>
  profiles.toSorted((a, b) => byName.compare(a.name, b.name) || a.id.localeCompare(b.id));
