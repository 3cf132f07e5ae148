import type { Publish } from '../../base/event-hub.ts';
import type { JsonFile } from '../../base/json-file.ts';
import type { Log } from '../../base/log.ts';
import type { Notify } from '../../base/notify.ts';
import type { Coin } from '../../contract/values/coin.ts';
import type { ProfileId } from '../../contract/values/ids.ts';
import type { Miner } from '../../contract/values/miner.ts';
import type { Profile } from '../../contract/values/profile.ts';

/** What profiles are made of. */
export interface ProfileParts {
  readonly file: JsonFile;
  readonly secrets: PasswordStore;
  /** Mining programs this rig knows, installed or not. */
  readonly miners: () => readonly Miner[];
  /** Coins this rig knows. */
  readonly coins: () => readonly KnownCoin[];
  /** Name of this rig, which is its worker name where a profile has none. */
  readonly hostName: () => string;
  readonly isRunning: (profileId: ProfileId) => boolean;
  readonly publish: Publish;
  /** Told which profiles in the file could not be used. */
  readonly notify: Notify;
  readonly log: Log;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

export type KnownCoin = Pick<Coin, 'id' | 'name' | 'symbol' | 'algorithm'>;

/** Keeps secrets sealed, by name. */
export interface PasswordStore {
  /** @throws {AppError} 'secret-unreadable' where it is there and cannot be opened */
  get(name: string): string | undefined;
  /**
   * Keeps these, and removes those that are undefined: all of it or nothing.
   * @throws {StorageError} where the disk refuses
   */
  change(secrets: ReadonlyMap<string, string | undefined>): Promise<void>;
}

/** A profile with all that a miner is told, templates filled in. */
export interface StartableProfile extends Pick<
  Profile,
  | 'id'
  | 'name'
  | 'minerId'
  | 'algorithm'
  | 'wallet'
  | 'worker'
  | 'login'
  | 'email'
  | 'threads'
  | 'throttle'
  | 'devices'
  | 'settings'
  | 'extraArguments'
> {
  /** Symbol such as XMR; null where only the algorithm is known. */
  readonly coin: string | null;
  readonly pools: readonly Account[];
}

/** What a miner logs in with. */
export interface Account {
  readonly url: string;
  readonly user: string;
  /** In clear; '' where there is none. */
  readonly password: string;
}
