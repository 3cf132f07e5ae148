import type { ProfileForm } from './draft.ts';
import type { PoolForm } from './pool-form.ts';

export type AccountFields = Pick<ProfileForm, 'wallet' | 'worker' | 'login' | 'email'>;

/** Longest name that the test of a pool takes. */
const maxUser = 200;

/**
 * What a pool would be told, for a test of it: templates filled in as the rig does at the start.
 *
 * @param hostname  as the rig calls itself: the worker where the profile names none
 */
export function fillAccount(
  { user, password }: Pick<PoolForm, 'user' | 'password'>,
  { wallet, worker, login, email }: AccountFields,
  hostname: string,
): { user: string; password: string } {
  const values: Readonly<Record<string, string>> = {
    EWAL: wallet.trim(),
    WORKER: worker.trim() || workerName(hostname),
    LOGIN: login.trim(),
    EMAIL: email.trim(),
  };
  const fill = (text: string, pass: string): string =>
    text.replace(/%%|%([A-Z]+)%/g, (piece, word: string | undefined) => {
      if (word === undefined) return '%';
      return word === 'PASS' ? pass : (values[word] ?? piece);
    });
  // Percent signs are common in passwords: one without a placeholder is taken as it is.
  const filled = /%(?:EWAL|WORKER|PASS|LOGIN|EMAIL)%/.test(password)
    ? fill(password, 'x')
    : password;
  return { user: fill(user, filled).trim().slice(0, maxUser), password: filled };
}

/** As the rig makes it of its own name. */
export function workerName(hostname: string): string {
  const [first = ''] = hostname.split('.');
  const safe = first.replace(/[^\w-]+/g, '-').replace(/^-+|-+$/g, '');
  return safe.slice(0, 32) || 'rig';
}
