import { useEventListener } from '@vueuse/core';
import type { ShallowRef } from 'vue';
import { onUpdated } from 'vue';

/**
 * For a part whose buttons come and go with what they did: where the one with the focus goes, the
 * keyboard is at the first button of the part again, and not at the top of the page.
 */
export function useKeptFocus(part: Readonly<ShallowRef<HTMLElement | null>>): void {
  // A button loses the focus without a word when it is disabled, which comes before it goes.
  let isHere = false;
  const isInside = ({ target }: Event): boolean =>
    target instanceof Node && part.value?.contains(target) === true;
  useEventListener(document, 'focusin', (event) => (isHere = isInside(event)));
  useEventListener(document, 'pointerdown', (event) => {
    if (!isInside(event)) isHere = false;
  });
  onUpdated(() => {
    const isLost = document.activeElement === null || document.activeElement === document.body;
    if (isHere && isLost) part.value?.querySelector('button')?.focus({ preventScroll: true });
  });
}
