import { useDocumentVisibility, useIntervalFn } from '@vueuse/core';
import type { WatchSource } from 'vue';
import { watch } from 'vue';
import type { Resource } from './use-resource.ts';
import { useResource } from './use-resource.ts';

export interface Polling {
  /** Loaded anew whenever one of these changes. */
  readonly on: WatchSource[];
  readonly everyMs: number;
}

/** Something the rig does not announce: loaded again every so often while somebody can see it. */
export function usePolled<Value>(
  load: () => Promise<Value>,
  { on, everyMs }: Polling,
): Resource<Value> {
  const resource = useResource(load);
  const timer = useIntervalFn(() => void resource.reload(), everyMs);
  watch(on, () => void resource.reload());
  watch(useDocumentVisibility(), (visibility) => {
    if (visibility === 'hidden') return timer.pause();
    void resource.reload();
    timer.resume();
  });
  return resource;
}
