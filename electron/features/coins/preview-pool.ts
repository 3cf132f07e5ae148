import type { PoolDraft } from '../../contract/values/coin.ts';
import { expandTemplate } from '../../protocols/wallets/expand-template.ts';
import { poolAccounts, type PoolAccountDraft } from './pool-accounts.ts';

/** What somebody tries a pool out with. */
export interface PreviewValues {
  readonly wallet?: string | undefined;
  readonly worker?: string | undefined;
  readonly login?: string | undefined;
  readonly email?: string | undefined;
  readonly password?: string | undefined;
}

/** What miners send where a pool wants no password. */
const usualPassword = 'x';

/**
 * What a miner would be given for a pool. As at its start, `%PASS%` in the name of a user is the
 * password that is sent. Placeholders without a value stay.
 *
 * @throws {BadEntryError} where there is no such address
 */
export function previewPool(
  pool: PoolDraft,
  choice: { readonly symbol: string; readonly urlIndex: number },
  { wallet, worker, login, email, password: typed }: PreviewValues,
): PoolAccountDraft[] {
  const values = {
    ...(wallet && { EWAL: wallet }),
    ...(worker && { WORKER: worker }),
    ...(login && { LOGIN: login }),
    ...(email && { EMAIL: email }),
  };
  return poolAccounts(pool, { ...choice, tls: false }).map((account) => {
    const password = expandTemplate(account.password, { ...values, PASS: typed || usualPassword });
    const user = expandTemplate(account.user, { ...values, PASS: password });
    return { url: account.url, user, password };
  });
}
