/** What a part says by its colour, beside its icon and words. */
export type Tone = 'neutral' | 'good' | 'attention' | 'bad' | 'info';

const tones: readonly Tone[] = ['neutral', 'good', 'attention', 'bad', 'info'];

export function setTone(element: Element, tone: Tone): void {
  for (const each of tones) element.classList.toggle(`tone-${each}`, each === tone);
}
