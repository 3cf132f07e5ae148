import { defineStore } from 'pinia';
import { computed, onScopeDispose, shallowRef, watch } from 'vue';
import type { CallInput, Output } from '../../../electron/contract/index.ts';
import type {
  Bridge,
  BridgeDraft,
  BridgeStatus,
} from '../../../electron/contract/values/bridge.ts';
import type { BridgeId, ClientId } from '../../../electron/contract/values/ids.ts';
import { useApi } from '../../api.ts';
import { useResource } from '../../composables/use-resource.ts';

/** All bridges, and how each of them is doing. */
export const useBridges = defineStore('bridges', () => {
  const api = useApi();
  const { value, error, reload, update } = useResource<Bridge[]>(() =>
    api.call('bridges.list', {}),
  );
  onScopeDispose(api.on('bridges.changed', (bridges) => update(() => bridges)));

  const statuses = shallowRef<ReadonlyMap<BridgeId, BridgeStatus>>(new Map());

  /** An answer may come after a newer announcement: the newer one stays. */
  function keep(status: BridgeStatus): void {
    const known = statuses.value.get(status.bridgeId);
    if (known !== undefined && known.at > status.at) return;
    statuses.value = new Map(statuses.value).set(status.bridgeId, status);
  }

  async function loadStatus(bridgeId: BridgeId): Promise<void> {
    // Where it fails, the last one stays and shows its age.
    await api.call('bridges.status', { bridgeId }).then(keep, () => undefined);
  }
  // The list is there anew after each reconnect, too: what was announced meanwhile is made up for.
  watch(value, (bridges) => bridges?.forEach(({ id }) => void loadStatus(id)));

  /** Statuses as they come, until the function returned is called; they cost the rig a little. */
  const follow = (): (() => void) => api.on('bridge.status', keep);

  /** Makes a bridge, or replaces the one with this id. */
  async function save(draft: BridgeDraft, bridgeId: BridgeId | null): Promise<Bridge> {
    const saved =
      bridgeId === null
        ? await api.call('bridges.create', draft)
        : await api.call('bridges.update', { ...draft, bridgeId });
    update((bridges) => withBridge(bridges, saved));
    return saved;
  }

  async function remove(bridgeId: BridgeId): Promise<void> {
    await api.call('bridges.remove', { bridgeId });
    update((bridges) => bridges.filter(({ id }) => id !== bridgeId));
  }

  const start = async (bridgeId: BridgeId): Promise<void> =>
    keep(await api.call('bridges.start', { bridgeId }));
  const stop = async (bridgeId: BridgeId): Promise<void> =>
    keep(await api.call('bridges.stop', { bridgeId }));

  async function disconnect(bridgeId: BridgeId, clientId: ClientId): Promise<void> {
    await api.call('bridges.disconnect', { bridgeId, clientId });
  }
  const ban = async (input: CallInput<'bridges.ban'>): Promise<void> =>
    keep(await api.call('bridges.ban', input));
  const unban = async (input: CallInput<'bridges.unban'>): Promise<void> =>
    keep(await api.call('bridges.unban', input));

  const clients = (input: CallInput<'bridges.clients'>): Promise<Output<'bridges.clients'>> =>
    api.call('bridges.clients', input);
  const workers = (input: CallInput<'bridges.workers'>): Promise<Output<'bridges.workers'>> =>
    api.call('bridges.workers', input);
  const history = (input: CallInput<'bridges.history'>): Promise<Output<'bridges.history'>> =>
    api.call('bridges.history', input);

  return {
    bridges: computed(() => value.value ?? []),
    loaded: computed(() => value.value !== null),
    error,
    reload,
    statuses: computed(() => statuses.value),
    follow,
    save,
    remove,
    start,
    stop,
    disconnect,
    ban,
    unban,
    clients,
    workers,
    history,
  };
});

/** By name, as the rig lists them. */
function withBridge(bridges: readonly Bridge[], bridge: Bridge): Bridge[] {
  const others = bridges.filter(({ id }) => id !== bridge.id);
  return [...others, bridge].sort((a, b) => a.name.localeCompare(b.name));
}
