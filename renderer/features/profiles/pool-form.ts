import type { Profile } from '../../../electron/contract/values/profile.ts';

/** A pool as a form holds it. */
export interface PoolForm {
  /** Keeps a row its own while rows are moved. */
  readonly key: number;
  url: string;
  user: string;
  /** Empty: keep what is stored. */
  password: string;
  readonly hasPassword: boolean;
  forgetPassword: boolean;
}

/** What a pool is told by a profile, templates not filled in. */
export interface PoolAccount {
  readonly url: string;
  readonly user: string;
  readonly password: string;
}

/** As many as a profile or a bridge takes. */
export const maxPools = 8;

let lastKey = 0;

export function emptyPool(): PoolForm {
  lastKey += 1;
  return {
    key: lastKey,
    url: '',
    user: '',
    password: '',
    hasPassword: false,
    forgetPassword: false,
  };
}

export const poolOfAccount = ({ url, user, password }: PoolAccount): PoolForm => ({
  ...emptyPool(),
  url,
  user,
  password,
});

export const poolOf = ({ url, user, hasPassword }: Profile['pools'][number]): PoolForm => ({
  ...emptyPool(),
  url,
  user,
  hasPassword,
});

/** What a password field says: a new one, that the stored one goes, or nothing. */
export function passwordOf({
  password,
  forgetPassword,
}: Pick<PoolForm, 'password' | 'forgetPassword'>): { password?: string } {
  if (password !== '') return { password };
  return forgetPassword ? { password: '' } : {};
}
