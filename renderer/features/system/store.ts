import { defineStore } from 'pinia';
import { computed, onScopeDispose, ref } from 'vue';
import type { NoticeId } from '../../../electron/contract/values/ids.ts';
import type { Sensors } from '../../../electron/contract/values/reading.ts';
import type { Notice, SystemInfo } from '../../../electron/contract/values/system.ts';
import { useApi } from '../../api.ts';
import { useResource } from '../../composables/use-resource.ts';

/** Clocks that differ by less are as good as the same: it may be the way of the message. */
const clockTolerance = 2_000;

/** This rig: what it is, what it measures of itself, what it wants a person to know. */
export const useSystem = defineStore('system', () => {
  const api = useApi();

  const info = useResource<SystemInfo>(() => api.call('system.info', {}));

  const sensors = useResource<Sensors>(() => api.call('system.sensors', {}));
  const clockOffsetMs = ref(0);
  onScopeDispose(
    api.on('sensors.changed', (measured) => {
      sensors.update(() => measured);
      // It was measured this moment, so it tells what the rig's clock shows.
      const offset = measured.at - Date.now();
      clockOffsetMs.value = Math.abs(offset) < clockTolerance ? 0 : offset;
    }),
  );

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
    /** How far the rig's clock is ahead of the one of this window, ms. */
    clockOffsetMs: computed(() => clockOffsetMs.value),
    notices: computed(() => notices.value.value ?? []),
    dismiss,
  };
});

function without(list: readonly Notice[], id: NoticeId): Notice[] {
  return list.filter((notice) => notice.id !== id);
}
