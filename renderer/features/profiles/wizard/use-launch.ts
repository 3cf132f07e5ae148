import type { ComputedRef, Ref } from 'vue';
import { computed, ref, shallowRef, watch } from 'vue';
import { useRouter } from 'vue-router';
import type { Miner } from '../../../../electron/contract/values/miner.ts';
import type { ProfileId } from '../../../../electron/contract/values/ids.ts';
import { toApiError } from '../../../connection/api-error.ts';
import type { ApiError } from '../../../connection/api-error.ts';
import { isUnderWay } from '../../miners/install-jobs.ts';
import { minerProblem } from '../../miners/miner-state.ts';
import { useMiners } from '../../miners/store.ts';
import { useRuns } from '../../runs/store.ts';
import { useSettings } from '../../settings/store.ts';
import { toDraft } from '../draft.ts';
import { useProfiles } from '../store.ts';
import { freeName } from './profile-name.ts';
import { useWizard } from './store.ts';

export type LaunchPhase = 'idle' | 'installing' | 'consent' | 'starting';

export interface Launch {
  /**
   * Installs the miner where that is needed, asks for consent where nobody vouches for it, makes the
   * profile, starts it and shows it.
   */
  readonly start: () => Promise<void>;
  /** The person agreed to the miner that the way stopped at. */
  readonly allowed: () => Promise<void>;
  /** Or did not; nothing is started then. */
  readonly declined: () => void;
  readonly needsInstall: ComputedRef<boolean>;
  readonly phase: Readonly<Ref<LaunchPhase>>;
  readonly failure: Readonly<Ref<ApiError | null>>;
}

const isMissing = (miner: Miner | null): boolean =>
  miner !== null && miner.kind === 'catalogue' && miner.versions.length === 0;

/** From the press of the button to the dashboard. Leaving the page ends it; an installation goes on. */
export function useLaunch(): Launch {
  const wizard = useWizard();
  const miners = useMiners();
  const profiles = useProfiles();
  const settings = useSettings();
  const runs = useRuns();
  const router = useRouter();

  const phase = ref<LaunchPhase>('idle');
  const failure = shallowRef<ApiError | null>(null);
  /** Made by a start that failed afterwards: the next one goes on with it. */
  let madeId: ProfileId | null = null;

  const needsInstall = computed(() => isMissing(wizard.miner));
  const job = computed(() => (wizard.miner ? miners.jobs.get(wizard.miner.id) : undefined));

  async function start(): Promise<void> {
    if (phase.value !== 'idle' || wizard.miner === null) return;
    failure.value = null;
    wizard.chooseMiner(wizard.miner.id);
    if (!needsInstall.value) return mine();
    phase.value = 'installing';
    try {
      const underWay = job.value !== undefined && isUnderWay(job.value);
      if (!underWay) await miners.install({ minerId: wizard.miner.id });
      goOn();
    } catch (error) {
      fail(error);
    }
  }

  /** Goes on as soon as the miner is there; what went wrong is told where it is shown. */
  function goOn(): void {
    const { miner } = wizard;
    if (phase.value !== 'installing' || miner === null) return;
    if (miner.installed) return void mine();
    const problem = minerProblem(miner);
    if (problem !== null) phase.value = problem.kind === 'consent' ? 'consent' : 'idle';
    const state = job.value?.state;
    if (state === 'failed' || state === 'cancelled') phase.value = 'idle';
  }
  watch([() => wizard.miner, job], goOn);
  watch(
    () => job.value?.state,
    (state) => {
      // Its announcement may have been missed.
      if (state === 'done' && phase.value === 'installing') void miners.reload();
    },
  );

  async function allowed(): Promise<void> {
    if (phase.value === 'consent') await mine();
  }

  function declined(): void {
    if (phase.value === 'consent') phase.value = 'idle';
  }

  async function mine(): Promise<void> {
    phase.value = 'starting';
    try {
      const { form, coin } = wizard;
      const known = profiles.profiles.some(({ id }) => id === madeId) ? madeId : null;
      const names = profiles.profiles.filter(({ id }) => id !== known).map(({ name }) => name);
      const name = form.name.trim() || freeName(coin?.name ?? '', names);
      const profile = await profiles.save(toDraft({ ...form, name }), known);
      madeId = profile.id;
      await settings.change({ firstRunDone: true, selectedProfileId: profile.id });
      await runs.start(profile.id);
      wizard.reset();
      await router.push('/');
    } catch (error) {
      fail(error);
    }
  }

  function fail(error: unknown): void {
    failure.value = toApiError(error);
    phase.value = 'idle';
  }

  return { start, allowed, declined, needsInstall, phase, failure };
}
