import type { Ref } from 'vue';
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { RunId } from '../../../electron/contract/values/ids.ts';
import type { LogLine } from '../../../electron/contract/values/run.ts';
import { useApi } from '../../api.ts';
import type { ApiError } from '../../connection/api-error.ts';
import { toApiError } from '../../connection/api-error.ts';
import { useConnection } from '../../connection/connection.ts';
import type { LogItem, SkippedLines } from './log-lines.ts';
import { gapsOf, lineLimit, mergeLines, newLines, withGaps } from './log-lines.ts';

/** Lines that are fetched when a console opens. */
const firstLoad = 1_000;

/** Where the lines go. */
export interface LogSink {
  readonly append: (items: readonly LogItem[]) => void;
  /** Everything anew. */
  readonly replace: (items: readonly LogItem[]) => void;
}

export interface RunLog {
  readonly loading: Readonly<Ref<boolean>>;
  readonly error: Readonly<Ref<ApiError | null>>;
  /** Lines that were too many to be announced and can be fetched. */
  readonly gaps: Readonly<Ref<readonly SkippedLines[]>>;
  /** Lines that wait because the person reads something else. */
  readonly held: Readonly<Ref<number>>;
  readonly load: () => Promise<void>;
  readonly loadSkipped: () => Promise<void>;
  readonly sendKeys: (keys: string) => Promise<void>;
}

/**
 * One run's output: its last lines and whatever comes, each line once, in order, once a frame.
 *
 * @param follow  whether new lines are shown as they come; true again for each other run
 */
export function useRunLog(runId: () => RunId | null, sink: LogSink, follow: Ref<boolean>): RunLog {
  const api = useApi();
  const lines = shallowRef<readonly LogLine[]>([]);
  const loading = ref(false);
  const error = shallowRef<ApiError | null>(null);
  const waiting = shallowRef<readonly LogLine[]>([]);
  let frame = 0;

  async function load(): Promise<void> {
    const id = runId();
    if (id === null) return;
    loading.value = true;
    try {
      const answer = await api.call('runs.log', { runId: id, limit: firstLoad });
      if (id !== runId()) return;
      error.value = null;
      lines.value = mergeLines(lines.value, answer.lines);
      sink.replace(withGaps(lines.value, null));
    } catch (failure) {
      if (id === runId()) error.value = toApiError(failure);
    } finally {
      if (id === runId()) {
        loading.value = false;
        scheduleShow();
      }
    }
  }

  /** The newest lines without any gap, as many as are kept; what is older than that goes. */
  async function loadSkipped(): Promise<void> {
    const id = runId();
    if (id === null) return;
    const answer = await api.call('runs.log', { runId: id, limit: lineLimit });
    if (id !== runId()) return;
    lines.value = mergeLines(answer.lines, newLines(answer.lines, lines.value));
    sink.replace(withGaps(lines.value, null));
  }

  /** A flood is shown once a frame; while nothing is shown, only what fits is kept. */
  function scheduleShow(): void {
    if (frame === 0 && follow.value && !loading.value) frame = requestAnimationFrame(show);
  }

  function show(): void {
    frame = 0;
    if (loading.value || !follow.value) return;
    const fresh = newLines(lines.value, waiting.value);
    waiting.value = [];
    if (fresh.length === 0) return;
    sink.append(withGaps(fresh, lines.value.at(-1)?.seq ?? null));
    lines.value = mergeLines(lines.value, fresh);
  }

  onScopeDispose(
    api.on('log.lines', (announced) => {
      if (announced.runId !== runId()) return;
      waiting.value = [...waiting.value, ...announced.lines].slice(-lineLimit);
      scheduleShow();
    }),
  );
  onScopeDispose(useConnection().onReconnect(() => void load()));
  onScopeDispose(() => cancelAnimationFrame(frame));

  watch(follow, scheduleShow, { flush: 'sync' });
  watch(
    runId,
    () => {
      lines.value = [];
      waiting.value = [];
      follow.value = true;
      sink.replace([]);
      void load();
    },
    { immediate: true },
  );

  async function sendKeys(keys: string): Promise<void> {
    const id = runId();
    if (id !== null) await api.call('runs.sendKeys', { runId: id, keys: keys.slice(0, 256) });
  }

  return {
    loading,
    error,
    gaps: computed(() => gapsOf(lines.value)),
    held: computed(() => (follow.value ? 0 : waiting.value.length)),
    load,
    loadSkipped,
    sendKeys,
  };
}
