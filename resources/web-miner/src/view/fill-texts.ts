import { isTextKey, t } from '../text.ts';
import { setText } from './dom.ts';

/** Writes into the page what its elements say by `data-text`. */
export function fillTexts(root: ParentNode): void {
  for (const element of root.querySelectorAll('[data-text]')) {
    const key = element.getAttribute('data-text') ?? '';
    // Texts of the page itself have nothing to be filled in; a test reads them all.
    if (isTextKey(key)) setText(element, t(key as 'action.start'));
  }
}
