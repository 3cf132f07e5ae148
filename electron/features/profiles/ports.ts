import type { Publish } from '../../base/event-hub.ts';
import type { JsonFile } from '../../base/json-file.ts';
import type { Log } from '../../base/log.ts';
import type { Notify } from '../../base/notify.ts';
import type { ProfileId } from '../../contract/values/ids.ts';
import type { Miner, Profile } from '../../contract/values/profile.ts';

/** What profiles are made of. */
export interface ProfileParts {
  readonly file: JsonFile;
  readonly secrets: PasswordStore;
  /** Mining programs this rig knows. */
  readonly miners: () => readonly Miner[];
  readonly isRunning: (profileId: ProfileId) => boolean;
  readonly publish: Publish;
  /** Told which profiles in the file could not be used. */
  readonly notify: Notify;
  readonly log: Log;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** Keeps secrets sealed, by name. */
export interface PasswordStore {
  /** @throws {AppError} 'secret-unreadable' where it is there and cannot be opened */
  get(name: string): string | undefined;
  set(name: string, text: string): Promise<void>;
  remove(name: string): Promise<void>;
}

/** A profile with all that a miner is told. */
export interface StartableProfile extends Pick<
  Profile,
  'id' | 'name' | 'minerId' | 'algorithm' | 'threads' | 'throttle'
> {
  readonly pools: readonly {
    readonly url: string;
    readonly user: string;
    /** In clear; '' where there is none. */
    readonly password: string;
  }[];
}
