import { useEventListener } from '@vueuse/core';
import type { Ref } from 'vue';
import { readonly, ref } from 'vue';

/**
 * Takes files that are dropped anywhere on the page, while the caller is mounted. Without this a
 * browser would leave the page and open the file.
 *
 * @returns whether files are held above the page right now
 */
export function useFileDrop(take: (files: readonly File[]) => void): Readonly<Ref<boolean>> {
  const over = ref(false);
  /** Each part of the page that is crossed is entered and left: the pointer is out at 0. */
  let depth = 0;

  function hold(event: DragEvent, change: (now: number) => number): void {
    if (event.dataTransfer?.types.includes('Files') !== true) return;
    event.preventDefault();
    depth = Math.max(0, change(depth));
    over.value = depth > 0;
  }

  useEventListener(document, 'dragenter', (event) => hold(event, (now) => now + 1));
  useEventListener(document, 'dragleave', (event) => hold(event, (now) => now - 1));
  useEventListener(document, 'dragover', (event) => hold(event, (now) => now));
  useEventListener(document, 'drop', (event) => {
    hold(event, () => 0);
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length > 0) take(files);
  });
  return readonly(over);
}
