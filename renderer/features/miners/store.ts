import { defineStore } from 'pinia';
import { computed, onScopeDispose, shallowRef } from 'vue';
import type { CallInput } from '../../../electron/contract/index.ts';
import type { MinerId } from '../../../electron/contract/values/ids.ts';
import type { InstallJob, Miner, MinerRelease } from '../../../electron/contract/values/miner.ts';
import { useApi } from '../../api.ts';
import { useResource } from '../../composables/use-resource.ts';
import { withJob } from './install-jobs.ts';

/** The miners of this rig, and how their installations go. */
export const useMiners = defineStore('miners', () => {
  const api = useApi();
  const { value, error, reload, update } = useResource<Miner[]>(() => api.call('miners.list', {}));
  onScopeDispose(api.on('miners.changed', (miners) => update(() => miners)));

  const installs = useResource<InstallJob[]>(() => api.call('miners.installs', {}));
  const keep = (job: InstallJob): void => installs.update((jobs) => withJob(jobs, job));
  onScopeDispose(api.on('miners.install', keep));
  const jobs = computed<ReadonlyMap<MinerId, InstallJob>>(
    () => new Map((installs.value.value ?? []).map((job) => [job.minerId, job])),
  );

  /** What was asked for last: a retry asks for the same, from the same mirror. */
  const asked = new Map<string, CallInput<'miners.install'>>();

  async function install(request: CallInput<'miners.install'>): Promise<void> {
    asked.set(request.minerId, request);
    keep(await api.call('miners.install', request));
  }
  /** Where somebody else asked, what is known is the version that it came to. */
  async function retry(minerId: MinerId): Promise<void> {
    const version = jobs.value.get(minerId)?.version ?? null;
    await install(asked.get(minerId) ?? { minerId, ...(version !== null && { version }) });
  }
  const cancelInstall = async (minerId: MinerId): Promise<void> =>
    keep(await api.call('miners.cancelInstall', { minerId }));

  /** When the installations began whose end a person has read. */
  const dismissed = shallowRef<ReadonlyMap<MinerId, number>>(new Map());
  function dismiss({ minerId, startedAt }: InstallJob): void {
    dismissed.value = new Map(dismissed.value).set(minerId, startedAt);
  }

  const replace = (miner: Miner): void =>
    update((miners) => miners.map((each) => (each.id === miner.id ? miner : each)));
  const consent = async (input: CallInput<'miners.consent'>): Promise<void> =>
    replace(await api.call('miners.consent', input));
  const activate = async (input: CallInput<'miners.activate'>): Promise<void> =>
    replace(await api.call('miners.activate', input));
  async function verify(minerId: MinerId): Promise<Miner> {
    const miner = await api.call('miners.verify', { minerId });
    replace(miner);
    return miner;
  }
  /** The list follows by its event. */
  async function remove(input: CallInput<'miners.remove'>): Promise<void> {
    await api.call('miners.remove', input);
  }
  const releases = (input: CallInput<'miners.releases'>): Promise<MinerRelease[]> =>
    api.call('miners.releases', input);

  return {
    miners: computed(() => value.value ?? []),
    loaded: computed(() => value.value !== null),
    error,
    reload,
    jobs,
    dismissed: computed(() => dismissed.value),
    dismiss,
    install,
    retry,
    cancelInstall,
    consent,
    activate,
    verify,
    remove,
    releases,
  };
});
