import { defineStore } from 'pinia';
import { computed, onScopeDispose, shallowRef } from 'vue';
import type { Output } from '../../../electron/contract/index.ts';
import type { MinerId } from '../../../electron/contract/values/ids.ts';
import type { CustomPackage } from '../../../electron/contract/values/package.ts';
import { useApi } from '../../api.ts';
import { useResource } from '../../composables/use-resource.ts';
import { toApiError } from '../../connection/api-error.ts';
import { sendFile } from './send-file.ts';
import type { Transfer } from './transfer.ts';
import { uselessFile } from './transfer.ts';

/** Custom packages, and files of packages that are on their way. */
export const usePackages = defineStore('packages', () => {
  const api = useApi();
  const { value, error, reload, update } = useResource<CustomPackage[]>(() =>
    api.call('packages.list', {}),
  );
  onScopeDispose(api.on('packages.changed', (packages) => update(() => packages)));

  const transfers = shallowRef<readonly Transfer[]>([]);
  const controllers = new Map<number, AbortController>();
  let lastKey = 0;
  let queue: Promise<unknown> = Promise.resolve();

  function change(key: number, fields: Partial<Transfer>): void {
    transfers.value = transfers.value.map((each) =>
      each.key === key ? { ...each, ...fields } : each,
    );
  }

  /** Takes a transfer out of the list; one that is under way ends. */
  function dismiss(key: number): void {
    controllers.get(key)?.abort();
    transfers.value = transfers.value.filter((each) => each.key !== key);
  }

  /** Sends a package and has it taken in, after those before it. @returns null where it failed */
  function add(file: File): Promise<CustomPackage | null> {
    lastKey += 1;
    const key = lastKey;
    const { name, size } = file;
    const failure = uselessFile(file);
    const stage = failure === null ? 'waiting' : 'failed';
    const transfer = { key, name, bytes: size, sentBytes: 0, stage, failure } as const;
    transfers.value = [...transfers.value, transfer];
    if (failure !== null) return Promise.resolve(null);
    const controller = new AbortController();
    controllers.set(key, controller);
    const added = queue.then(() => send(key, file, controller.signal));
    queue = added;
    return added;
  }

  async function send(key: number, file: File, signal: AbortSignal): Promise<CustomPackage | null> {
    try {
      change(key, { stage: 'sending' });
      const onProgress = (sentBytes: number): void => change(key, { sentBytes });
      const uploadId = await sendFile(api, file, { signal, onProgress });
      change(key, { stage: 'checking' });
      const taken = await api.call('packages.import', { uploadId });
      keep(taken);
      dismiss(key);
      return taken;
    } catch (thrown) {
      if (!signal.aborted) change(key, { stage: 'failed', failure: toApiError(thrown) });
      return null;
    } finally {
      controllers.delete(key);
    }
  }

  function keep(custom: CustomPackage): void {
    update((packages) =>
      [...packages.filter(({ id }) => id !== custom.id), custom].sort((one, another) =>
        one.name.localeCompare(another.name),
      ),
    );
  }

  const script = (packageId: MinerId, path: string): Promise<Output<'packages.script'>> =>
    api.call('packages.script', { packageId, path });

  /** Agrees that the scripts of exactly this archive run. */
  async function consent({ id, archiveSha256 }: CustomPackage): Promise<void> {
    keep(await api.call('packages.consent', { packageId: id, archiveSha256 }));
  }

  async function remove(packageId: MinerId): Promise<void> {
    await api.call('packages.remove', { packageId });
    update((packages) => packages.filter(({ id }) => id !== packageId));
  }

  return {
    packages: computed(() => value.value ?? []),
    loaded: computed(() => value.value !== null),
    error,
    reload,
    transfers: computed(() => transfers.value),
    add,
    dismiss,
    script,
    consent,
    remove,
  };
});
