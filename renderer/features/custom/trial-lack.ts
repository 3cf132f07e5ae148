import type { PoolDraft } from '../../../electron/contract/values/coin.ts';
import { t } from '../../locales/t.ts';
import type { TrialField, TrialValues } from './placeholders.ts';

/** What miners do without: a worker gets a name in any case, and a password is mostly none. */
const optional: readonly TrialField[] = ['worker', 'password'];

/** Why a pool cannot be tried out yet; '' where it can. */
export function trialLack({
  pool,
  previewed,
  values,
  fields,
}: {
  readonly pool: Pick<PoolDraft, 'dialect' | 'connection'> | null;
  readonly previewed: boolean;
  readonly values: TrialValues;
  /** Those the pool asks for. */
  readonly fields: readonly TrialField[];
}): string {
  if (pool === null || !previewed) return t('pool-try.lack-pool');
  if (pool.dialect === null) return t('pool-try.lack-dialect');
  if (pool.connection === 'http') return t('pool-try.lack-http');
  const missing = fields.find((field) => !optional.includes(field) && values[field].trim() === '');
  return missing === undefined ? '' : t(`pool-try.lack-${missing as 'wallet' | 'login' | 'email'}`);
}
