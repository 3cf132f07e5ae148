import { defineStore } from 'pinia';
import { computed, onScopeDispose } from 'vue';
import type { ProfileId, RunId } from '../../../electron/contract/values/ids.ts';
import type { Reading } from '../../../electron/contract/values/reading.ts';
import type { Run } from '../../../electron/contract/values/run.ts';
import { useApi } from '../../api.ts';
import { useResource } from '../../composables/use-resource.ts';
import { isActive } from './active.ts';

export const useRuns = defineStore('runs', () => {
  const api = useApi();
  const { value, error, reload, update } = useResource<Run[]>(() => api.call('runs.list', {}));
  onScopeDispose(api.on('run.changed', (run) => update((runs) => withRun(runs, run))));
  onScopeDispose(api.on('run.reading', (reading) => update((runs) => withReading(runs, reading))));

  /** Asks for a change of a run; the answer counts at once, before its event comes. */
  async function ask(request: Promise<Run>): Promise<Run> {
    const run = await request;
    update((runs) => withRun(runs, run));
    return run;
  }

  const runs = computed(() => value.value ?? []);
  return {
    runs,
    active: computed(() => runs.value.filter(isActive)),
    loaded: computed(() => value.value !== null),
    error,
    reload,
    start: (profileId: ProfileId) => ask(api.call('runs.start', { profileId })),
    stop: (runId: RunId) => ask(api.call('runs.stop', { runId })),
    pause: (runId: RunId, durationMs?: number) =>
      ask(api.call('runs.pause', { runId, ...(durationMs !== undefined && { durationMs }) })),
    resume: (runId: RunId) => ask(api.call('runs.resume', { runId })),
    retry: (runId: RunId) => ask(api.call('runs.retry', { runId })),
  };
});

/** Newest first, as the rig lists them. */
function withRun(runs: readonly Run[], run: Run): Run[] {
  const known = runs.some(({ id }) => id === run.id);
  return known ? runs.map((other) => (other.id === run.id ? run : other)) : [run, ...runs];
}

function withReading(runs: readonly Run[], reading: Reading): Run[] {
  return runs.map((run) => (run.id === reading.runId ? { ...run, reading } : run));
}
