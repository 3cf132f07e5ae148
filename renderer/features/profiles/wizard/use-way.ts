import type { ComputedRef, ShallowRef } from 'vue';
import { computed } from 'vue';
import type { WalletCheck } from '../../../../electron/contract/values/coin.ts';
import { useConnection } from '../../../connection/connection.ts';
import { minerProblem } from '../../miners/miner-state.ts';
import { useSystem } from '../../system/store.ts';
import type { FieldError } from '../field-message.ts';
import type { ProfileForm } from '../draft.ts';
import { draftErrors } from '../draft.ts';
import { fillAccount } from '../fill-account.ts';
import type { PoolNeeds } from '../known-pool.ts';
import { dialectOf, needsOf } from '../known-pool.ts';
import { useAddressCheck } from '../use-address-check.ts';
import { obstacleOf } from './obstacle.ts';
import { useWizard } from './store.ts';
import type { AutoTest } from './use-auto-test.ts';
import { useAutoTest } from './use-auto-test.ts';

export interface Way {
  readonly needs: ComputedRef<PoolNeeds>;
  readonly check: Readonly<ShallowRef<WalletCheck | null>>;
  readonly checking: Readonly<ShallowRef<boolean>>;
  /** Everything the pool wants to know is there, and nothing speaks against it. */
  readonly named: ComputedRef<boolean>;
  readonly trial: AutoTest;
  readonly poolWorks: ComputedRef<boolean>;
  readonly poolFailed: ComputedRef<boolean>;
  readonly errorsOf: (form: ProfileForm) => FieldError[];
  /** Why mining cannot be started yet; null: it can. */
  readonly obstacle: ComputedRef<string | null>;
}

/** How far the way to a first profile is, and what it still needs. Address and pool check themselves. */
export function useWay(): Way {
  const wizard = useWizard();
  const system = useSystem();
  const { state: connection } = useConnection();

  const needs = computed(() => needsOf(wizard.form.pools));
  const {
    check,
    pending: checking,
    good,
  } = useAddressCheck(
    () => wizard.coin?.id ?? null,
    () => wizard.form.wallet,
  );
  const named = computed(() => {
    const { login, email } = wizard.form;
    return (
      (!needs.value.wallet || good.value) &&
      (!needs.value.login || login.trim() !== '') &&
      (!needs.value.email || email.trim() !== '')
    );
  });

  const tested = computed(() => {
    const [first] = wizard.form.pools;
    if (first === undefined || wizard.coin === null) return null;
    const url = first.url.trim();
    const dialect = dialectOf(url, wizard.pools, wizard.coin.algorithm);
    if (dialect === null) return null;
    return { url, dialect, ...fillAccount(first, wizard.form, system.info?.hostname ?? '') };
  });
  /** An address that is still being typed has no port yet. */
  const reachable = computed(() => /:\d+|^wss?:/.test(tested.value?.url ?? ''));
  const trial = useAutoTest(
    () => tested.value,
    () => named.value && reachable.value && !wizard.poolsPending,
  );
  const poolFailed = computed(
    () => trial.failure.value !== null || trial.result.value?.ok === false,
  );

  const cores = computed(() => system.info?.cores ?? navigator.hardwareConcurrency);
  /** A name that is left empty is made of the coin's. */
  const errorsOf = (form: ProfileForm): FieldError[] =>
    draftErrors({ ...form, name: form.name.trim() || (wizard.coin?.name ?? '') }, cores.value);

  const obstacle = computed(() =>
    obstacleOf({
      form: wizard.form,
      needs: needs.value,
      offline: connection.value.kind === 'offline',
      wallet: check.value?.status === 'wrong' ? 'wrong' : checking.value ? 'checking' : 'good',
      hasMiner: wizard.miner !== null,
      minerProblem: wizard.miner === null ? null : minerProblem(wizard.miner),
      wrongField: errorsOf(wizard.form).length > 0,
    }),
  );

  return {
    needs,
    check,
    checking,
    named,
    trial,
    poolWorks: computed(() => trial.result.value?.ok === true),
    poolFailed,
    errorsOf,
    obstacle,
  };
}
