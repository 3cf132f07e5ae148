import { defineStore } from 'pinia';
import { computed, onScopeDispose } from 'vue';
import type { NoticeId } from '../../../electron/contract/values/ids.ts';
import type { Sensors } from '../../../electron/contract/values/reading.ts';
import type { Notice, SystemInfo } from '../../../electron/contract/values/system.ts';
import { useApi } from '../../api.ts';
import { useResource } from '../../composables/use-resource.ts';

/** This rig: what it is, what it measures of itself, what it wants a person to know. */
export const useSystem = defineStore('system', () => {
  const api = useApi();

  const info = useResource<SystemInfo>(() => api.call('system.info', {}));

  const sensors = useResource<Sensors>(() => api.call('system.sensors', {}));
  onScopeDispose(api.on('sensors.changed', (measured) => sensors.update(() => measured)));

  const notices = useResource<Notice[]>(() => api.call('system.notices', {}));
  onScopeDispose(
    api.on('notice.added', (notice) =>
      notices.update((list) => [notice, ...without(list, notice.id)]),
    ),
  );
  onScopeDispose(
    api.on('notice.removed', ({ noticeId }) => notices.update((list) => without(list, noticeId))),
  );

  async function dismiss(noticeId: NoticeId): Promise<void> {
    await api.call('system.dismissNotice', { noticeId });
    notices.update((list) => without(list, noticeId));
  }

  return {
    info: computed(() => info.value.value),
    sensors: computed(() => sensors.value.value),
    notices: computed(() => notices.value.value ?? []),
    dismiss,
  };
});

function without(list: readonly Notice[], id: NoticeId): Notice[] {
  return list.filter((notice) => notice.id !== id);
}
