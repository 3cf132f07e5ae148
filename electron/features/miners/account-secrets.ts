import type { PrepareRequest } from './ports.ts';

/** Shorter names of accounts also are ordinary words, and nobody can do anything with them. */
const distinctLength = 12;

/** What must not be seen of the accounts a miner works for: in its output, arguments, or anywhere. */
export function accountSecrets({
  wallet,
  login,
  email,
  pools,
}: Pick<PrepareRequest, 'wallet' | 'login' | 'email' | 'pools'>): string[] {
  const users = pools.map(({ user }) => user).filter((user) => user.length >= distinctLength);
  const passwords = pools.map(({ password }) => password);
  const secrets = [wallet, login, email, ...users, ...passwords];
  return [...new Set(secrets)].filter((secret) => secret !== '');
}

/** What is shown in place of a secret; nothing where there is none. */
export const hidden = (secret: string): string => (secret === '' ? '' : '•••');
