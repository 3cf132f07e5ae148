import { z } from 'zod';
import { AppError } from '../../base/app-error.ts';
import type { ProfileId } from '../../contract/values/ids.ts';
import type { Profile, ProfileDraft } from '../../contract/values/profile.ts';
import { PasswordLostError } from './profile-errors.ts';
import type { PasswordStore } from './ports.ts';

type Pool = Profile['pools'][number];

/** Password of each account of a profile, by {@link accountOf}. */
export type Passwords = ReadonlyMap<string, string>;

const Stored = z.record(z.string(), z.string());

const secretName = (profileId: ProfileId): string => `profile/${profileId}`;

/** Passwords stand by account, not by place: pools that change places keep their own. */
const accountOf = ({ url, user }: Pick<Pool, 'url' | 'user'>): string => `${url} ${user}`;

/** All passwords of a profile lie in one secret, so that they change together. */
export function readPasswords(store: PasswordStore, profileId: ProfileId): Passwords {
  const text = store.get(secretName(profileId));
  return new Map(text === undefined ? [] : Object.entries(Stored.parse(JSON.parse(text))));
}

/**
 * Keeps exactly these passwords for each of these profiles.
 * @returns a function that puts back what was there before
 */
export async function replacePasswords(
  store: PasswordStore,
  profiles: ReadonlyMap<ProfileId, Passwords>,
): Promise<() => Promise<void>> {
  const before = new Map<string, string | undefined>();
  const after = new Map<string, string | undefined>();
  for (const [profileId, passwords] of profiles) {
    const name = secretName(profileId);
    const text = JSON.stringify(Object.fromEntries(passwords));
    before.set(name, readableText(store, name));
    after.set(name, passwords.size === 0 ? undefined : text);
  }
  await store.change(after);
  return () => store.change(before);
}

/** Stands for passwords that cannot be read: nobody can enter it, so that it differs from every other. */
export const lostPasswords = ({ pools }: Profile): Passwords =>
  new Map(pools.filter((pool) => pool.hasPassword).map((pool) => [accountOf(pool), '\u0000']));

/** The password of an account; '' where there is none. */
export const passwordFor = (account: Pick<Pool, 'url' | 'user'>, passwords: Passwords): string =>
  passwords.get(accountOf(account)) ?? '';

/** What cannot be opened is not worth being put back. */
function readableText(store: PasswordStore, name: string): string | undefined {
  try {
    return store.get(name);
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

/**
 * Passwords after a profile was edited. One that is left out stays with its account, or, where the
 * account is new, with the host: it never follows to another one's server.
 *
 * @param before  the profile as it was, undefined for a new one
 * @param read    passwords as they were; asked only where one is kept
 */
export function mergePasswords(
  draft: ProfileDraft,
  before: Profile | undefined,
  read: () => Passwords,
): Passwords {
  const passwords = new Map<string, string>();
  for (const pool of draft.pools) {
    const password = pool.password ?? keptPassword(pool, before, read);
    if (password !== '') passwords.set(accountOf(pool), password);
  }
  return passwords;
}

function keptPassword(
  pool: ProfileDraft['pools'][number],
  before: Profile | undefined,
  read: () => Passwords,
): string {
  const same = before && keptFrom(pool, before);
  return same ? passwordOf(same, before, read()) : '';
}

/** The pool whose password a pool of an edited profile keeps; undefined where it gets none. */
export function keptFrom(
  pool: Pick<Pool, 'url' | 'user'>,
  before: Pick<Profile, 'pools'>,
): Pool | undefined {
  const same =
    before.pools.find((old) => accountOf(old) === accountOf(pool)) ??
    before.pools.find((old) => hostOf(old.url) === hostOf(pool.url));
  return same?.hasPassword ? same : undefined;
}

/** @throws {PasswordLostError} where the profile says that there is one */
export function passwordOf(pool: Pool, { name }: Profile, passwords: Passwords): string {
  if (!pool.hasPassword) return '';
  const password = passwords.get(accountOf(pool));
  if (password === undefined) throw new PasswordLostError(name, pool.url);
  return password;
}

/** Pools as everybody may see them. */
export function publicPools(draft: ProfileDraft, passwords: Passwords): Pool[] {
  return draft.pools.map(({ url, user }) => ({
    url,
    user,
    hasPassword: passwords.has(accountOf({ url, user })),
  }));
}

/** `stratum+tcp://pool.example:3333` → `stratum+tcp://pool.example`; other forms have no port. */
const hostOf = (url: string): string => url.replace(/:\d+$/, '').toLowerCase();
