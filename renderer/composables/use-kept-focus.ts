import type { ShallowRef } from 'vue';
import { onBeforeUpdate, onUpdated } from 'vue';

/**
 * For a part whose buttons come and go with what they did: where the one with the focus goes, the
 * keyboard is at the first button of the part again, and not at the top of the page.
 */
export function useKeptFocus(part: Readonly<ShallowRef<HTMLElement | null>>): void {
  let hadFocus = false;
  onBeforeUpdate(() => {
    hadFocus = part.value?.contains(document.activeElement) ?? false;
  });
  onUpdated(() => {
    const isLost = document.activeElement === null || document.activeElement === document.body;
    if (hadFocus && isLost) part.value?.querySelector('button')?.focus({ preventScroll: true });
  });
}
