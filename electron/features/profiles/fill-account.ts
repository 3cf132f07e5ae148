import {
  expandTemplate,
  unknownPlaceholders,
  type Placeholder,
  type TemplateValues,
} from '../../protocols/wallets/expand-template.ts';
import type { Account } from './ports.ts';
import { ProfileFieldError } from './profile-errors.ts';

/** What a profile knows for its templates; '' where a field was left empty. */
export interface AccountValues {
  readonly wallet: string;
  readonly worker: string;
  readonly login: string;
  readonly email: string;
  /** Symbol of the coin; null where only the algorithm is known. */
  readonly coin: string | null;
}

/** What miners send where a pool wants no password. */
const usualPassword = 'x';

const fields: Readonly<Partial<Record<Placeholder, readonly [keyof AccountValues, string]>>> = {
  EWAL: ['wallet', 'a wallet address'],
  LOGIN: ['login', 'a login name'],
  EMAIL: ['email', 'an email address'],
  COIN: ['coin', 'a coin'],
};

/**
 * What a miner logs in with, templates filled in. `%PASS%` in the name of a user is the password; in
 * the password itself it is the `x` that pools without passwords want.
 *
 * @param index  place of the pool in its profile, for messages
 * @throws {ProfileFieldError} where a placeholder is unknown, or its field is empty
 */
export function fillAccount(account: Account, index: number, values: AccountValues): Account {
  const known = templateValues(values);
  const { url } = account;
  const fill = (field: 'user' | 'password', text: string, pass: string): string => {
    checkTemplate(text, `pools[${index}].${field}`, values);
    return expandTemplate(text, { ...known, PASS: pass });
  };
  const password = isTemplate(account.password)
    ? fill('password', account.password, usualPassword)
    : account.password;
  return { url, user: fill('user', account.user, password), password };
}

/** A password is taken as it is unless it holds a placeholder: percent signs are common in them. */
export const isTemplate = (password: string): boolean =>
  /%(?:EWAL|WORKER|PASS|LOGIN|EMAIL|COIN)%/.test(password);

function templateValues({ wallet, worker, login, email, coin }: AccountValues): TemplateValues {
  return {
    EWAL: wallet,
    WORKER: worker,
    LOGIN: login,
    EMAIL: email,
    ...(coin !== null && { COIN: coin }),
  };
}

function checkTemplate(template: string, path: string, values: AccountValues): void {
  const used = template.replaceAll('%%', '');
  const [unknown] = [...unknownPlaceholders(template), ...(used.includes('%URL%') ? ['URL'] : [])];
  if (unknown !== undefined) {
    throw new ProfileFieldError(
      path,
      `“%${unknown}%” stands for nothing.`,
      'There are %EWAL%, %WORKER%, %LOGIN%, %EMAIL%, %PASS% and %COIN%; write %% for a percent sign.',
    );
  }
  for (const [word, [field, what]] of Object.entries(fields)) {
    if (!used.includes(`%${word}%`) || (values[field] ?? '') !== '') continue;
    throw new ProfileFieldError(
      path,
      `“%${word}%” stands for ${what}, and the profile has none.`,
      `Enter ${what}, or replace %${word}% by what the pool shall be told.`,
    );
  }
}
