import { AppError } from '../../base/app-error.ts';
import { randomId } from '../../base/random-id.ts';
import { Serial } from '../../base/serial.ts';
import { TooManyError } from '../../base/too-many-error.ts';
import { ProfileId } from '../../contract/values/ids.ts';
import type {
  BuiltinAlgorithm,
  Profile,
  ProfileChange,
  ProfileDraft,
} from '../../contract/values/profile.ts';
import { checkDraft } from './check-draft.ts';
import { copyName } from './copy-name.ts';
import {
  lostPasswords,
  mergePasswords,
  passwordOf,
  publicPools,
  readPasswords,
  replacePasswords,
  type Passwords,
} from './pool-passwords.ts';
import type { Account, ProfileParts, StartableProfile } from './ports.ts';
import { isPractice, practiceDraft } from './practice-draft.ts';
import { profileDiff } from './profile-diff.ts';
import { NoSuchProfileError, ProfileInUseError } from './profile-errors.ts';
import { fieldsOf } from './profile-fields.ts';
import { ProfileFile } from './profile-file.ts';
import { maxProfiles } from './read-profiles.ts';
import { startableProfile } from './startable-profile.ts';

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
   * What a run is started with: templates filled in, the rig's name where the profile has no worker.
   * @throws {NoSuchProfileError}
   * @throws {ProfileFieldError} where a template cannot be filled in
   * @throws {AppError} 'secret-unreadable' where a password has to be given again
   */
  startable(profileId: ProfileId): StartableProfile {
    const profile = this.get(profileId);
    const { coins, hostName } = this.#parts;
    const coin = coins().find(({ id }) => id === profile.coinId)?.symbol ?? null;
    return startableProfile(profile, this.#accounts(profile), { coin, hostName: hostName() });
  }

  /**
   * A profile as a person would write it, templates and passwords included.
   * @throws {AppError} as {@link startable}
   */
  draftOf(profileId: ProfileId): ProfileDraft {
    const profile = this.get(profileId);
    return { ...fieldsOf(profile), pools: this.#accounts(profile) };
  }

  /**
   * What would change if a profile were replaced.
   *
   * @param profileId  null for a new profile
   * @throws {NoSuchProfileError}
   */
  diff(profileId: ProfileId | null, draft: ProfileDraft): ProfileChange[] {
    if (profileId === null)
      return profileDiff(null, draft, mergePasswords(draft, undefined, noPasswords));
    const profile = this.get(profileId);
    const before = this.#knownPasswords(profile);
    const after = mergePasswords(draft, profile, () => before);
    return profileDiff({ ...profile, passwords: before }, draft, after);
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
  async update(profileId: ProfileId, draft: ProfileDraft): Promise<Profile> {
    const [profile] = await this.put(() => [{ profileId, draft }]);
    return profile ?? this.get(profileId);
  }

  /**
   * Makes and replaces profiles: all of them or none.
   *
   * @param plan  asked when nothing else changes the profiles any more
   * @returns     them as they are now, in the order of the plan
   * @throws {AppError} as {@link create}, and where there is no such profile
   */
  put(plan: () => readonly Incoming[]): Promise<Profile[]> {
    return this.#serial.run(() => this.#put(plan()));
  }

  /** @throws {AppError} as {@link create}, and where there is no such profile */
  duplicate(profileId: ProfileId): Promise<Profile> {
    return this.#serial.run(() => {
      const original = this.get(profileId);
      const name = copyName(original.name, new Set(this.#profiles.map((other) => other.name)));
      return this.#add({ ...this.draftOf(profileId), name });
    });
  }

  /** @throws {ProfileInUseError} and where there is no such profile or the disk refuses */
  remove(profileId: ProfileId): Promise<void> {
    return this.#serial.run(async () => {
      const { name } = this.get(profileId);
      if (this.#parts.isRunning(profileId)) throw new ProfileInUseError(name);
      await this.#write(this.#profiles.filter(({ id }) => id !== profileId));
      try {
        await replacePasswords(this.#parts.secrets, new Map([[profileId, new Map()]]));
      } catch (error) {
        // The profile is gone, as was asked for; its sealed password only takes space.
        this.#parts.log.warn('the passwords of a deleted profile stay', { profileId, error });
      }
    });
  }

  async #add(draft: ProfileDraft): Promise<Profile> {
    const [profile] = await this.#put([{ profileId: null, draft }]);
    if (!profile) throw new Error('no profile was made');
    return profile;
  }

  /** Passwords first: a profile never says that it has one that is nowhere. */
  async #put(incoming: readonly Incoming[]): Promise<Profile[]> {
    const made = incoming.map(({ profileId, draft }) => this.#made(profileId, draft));
    const replaced = new Set<string>(made.map(({ profile }) => profile.id));
    const kept = this.#profiles.filter(({ id }) => !replaced.has(id));
    if (kept.length + made.length > maxProfiles) throw new TooManyError(maxProfiles, 'profiles');
    const profiles = made.map(({ profile }) => profile);
    if (profiles.length === 0) return [];
    const passwords = new Map(made.map((each) => [each.profile.id, each.passwords]));
    const undo = await replacePasswords(this.#parts.secrets, passwords);
    try {
      await this.#write([...kept, ...profiles]);
    } catch (error) {
      await undo().catch((second: unknown) => {
        this.#parts.log.warn('passwords could not be put back', { error: second });
      });
      throw error;
    }
    return profiles;
  }

  #made(profileId: ProfileId | null, draft: ProfileDraft): Made {
    const before = profileId === null ? undefined : this.get(profileId);
    checkDraft(draft, this.#parts);
    const passwords = mergePasswords(draft, before, () =>
      before ? readPasswords(this.#parts.secrets, before.id) : noPasswords(),
    );
    const now = this.#parts.now();
    const profile = {
      id: before?.id ?? ProfileId.parse(randomId()),
      ...fieldsOf(draft),
      pools: publicPools(draft, passwords),
      createdAt: before?.createdAt ?? now,
      updatedAt: now,
    };
    return { profile, passwords };
  }

  /** @throws {AppError} 'secret-unreadable' */
  #accounts(profile: Profile): Account[] {
    const passwords = profile.pools.some(({ hasPassword }) => hasPassword)
      ? readPasswords(this.#parts.secrets, profile.id)
      : noPasswords();
    return profile.pools.map((pool) => ({
      url: pool.url,
      user: pool.user,
      password: passwordOf(pool, profile, passwords),
    }));
  }

  /** To compare with: where they cannot be read, they differ from every other. */
  #knownPasswords(profile: Profile): Passwords {
    const lost = lostPasswords(profile);
    try {
      return new Map([...lost, ...readPasswords(this.#parts.secrets, profile.id)]);
    } catch (error) {
      if (error instanceof AppError) return lost;
      throw error;
    }
  }

  async #write(profiles: readonly Profile[]): Promise<void> {
    await this.#file.write(profiles);
    this.#profiles = sorted(profiles);
    this.#parts.publish('profiles.changed', this.list());
  }
}

/** A profile to be made, or to replace the one with this id. */
export interface Incoming {
  readonly profileId: ProfileId | null;
  readonly draft: ProfileDraft;
}

interface Made {
  readonly profile: Profile;
  readonly passwords: Passwords;
}

const noPasswords = (): Passwords => new Map();

/** "Rig 10" comes after "Rig 9"; the id makes the order of equal names stable. */
const byName = new Intl.Collator('en', { numeric: true });

const sorted = (profiles: readonly Profile[]): readonly Profile[] =>
  profiles.toSorted((a, b) => byName.compare(a.name, b.name) || a.id.localeCompare(b.id));
