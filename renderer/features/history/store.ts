import { useIntervalFn } from '@vueuse/core';
import { defineStore } from 'pinia';
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { HistorySeries, JournalEntry } from '../../../electron/contract/values/history.ts';
import { useApi } from '../../api.ts';
import { useResource } from '../../composables/use-resource.ts';
import { totalHashrate } from '../runs/active.ts';
import { useRuns } from '../runs/store.ts';
import { useSystem } from '../system/store.ts';
import type { LivePoint } from './live-edge.ts';
import { withLivePoint } from './live-edge.ts';
import type { HistoryWindowKey } from './windows.ts';
import { historyWindow } from './windows.ts';

/** The live edge is a few minutes long; history takes its place before it runs out. */
const refreshMs = 60_000;
const journalLimit = 50;

/** The rig's past, up to now: a hashrate series with its live edge, and the journal. */
export const useHistory = defineStore('history', () => {
  const api = useApi();
  const runs = useRuns();
  const system = useSystem();
  const rigNow = (): number => Date.now() + system.clockOffsetMs;
  const windowKey = ref<HistoryWindowKey>('5m');
  const window = computed(() => historyWindow(windowKey.value));

  const series = useResource<HistorySeries>(() => {
    const to = rigNow();
    const { durationMs, maxPoints } = window.value;
    return api.call('history.hashrate', { from: to - durationMs, to, maxPoints });
  });
  watch(windowKey, () => void series.reload());
  useIntervalFn(() => void series.reload(), refreshMs);

  const live = shallowRef<readonly LivePoint[]>([]);
  watch(
    () => runs.runs,
    (all) => {
      const at = rigNow();
      live.value = withLivePoint(live.value, { at, hashrate: totalHashrate(all, at) });
    },
  );

  const journal = useResource<JournalEntry[]>(() =>
    api.call('history.journal', { limit: journalLimit }),
  );
  onScopeDispose(
    api.on('journal.added', (entry) => {
      journal.update((entries) => withEntry(entries, entry).slice(0, journalLimit));
      series.update((value) => ({ ...value, marks: withEntry(value.marks, entry) }));
    }),
  );

  return {
    windowKey,
    window,
    series: computed(() => series.value.value),
    seriesError: series.error,
    reloadSeries: series.reload,
    live: computed(() => live.value),
    journal: computed(() => journal.value.value),
    journalError: journal.error,
    reloadJournal: journal.reload,
  };
});

function withEntry(entries: readonly JournalEntry[], entry: JournalEntry): JournalEntry[] {
  return [entry, ...entries.filter(({ id }) => id !== entry.id)];
}
