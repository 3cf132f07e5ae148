import { t } from '../../../locales/t.ts';
import type { PoolNeeds } from '../known-pool.ts';
import type { ProfileForm } from '../draft.ts';
import type { MinerProblem } from '../../miners/miner-state.ts';

export interface StartState {
  readonly form: ProfileForm;
  readonly needs: PoolNeeds;
  readonly offline: boolean;
  readonly wallet: 'good' | 'checking' | 'wrong';
  readonly hasMiner: boolean;
  readonly minerProblem: MinerProblem | null;
  /** Whether a field besides those of the steps is wrong. */
  readonly wrongField: boolean;
}

/** Why mining cannot be started yet, in the order of the steps; null: it can. */
export function obstacleOf(state: StartState): string | null {
  const { form, needs, wallet, minerProblem } = state;
  if (form.coinId === null) return t('wizard.needs-coin');
  if (state.offline) return t('main.offline');
  if (needs.wallet) {
    if (form.wallet.trim() === '') return t('wizard.needs-wallet');
    if (wallet === 'wrong') return t('wizard.wrong-wallet');
    if (wallet === 'checking') return t('wizard.checking');
  }
  if (needs.login && form.login.trim() === '') return t('wizard.needs-login');
  if (needs.email && form.email.trim() === '') return t('wizard.needs-email');
  if (form.pools.every(({ url }) => url.trim() === '')) return t('wizard.needs-pool');
  if (!state.hasMiner) return t('wizard.needs-miner');
  if (minerProblem?.kind === 'consent') return t('wizard.needs-consent');
  if (minerProblem !== null) return t('wizard.miner-problem');
  return state.wrongField ? t('wizard.needs-fields') : null;
}
