/** What a part wants to say by its colour, beside its icon and word. */
export type Tone = 'neutral' | 'good' | 'attention' | 'bad' | 'info';

/** Colour of the UI kit that stands for a tone. */
export const toneColor = {
  neutral: 'neutral',
  good: 'success',
  attention: 'warning',
  bad: 'error',
  info: 'info',
} as const;

/** Text in a tone's colour, dark enough to read on either theme. */
export const toneText: Readonly<Record<Tone, string>> = {
  neutral: 'text-muted',
  good: 'text-good',
  attention: 'text-attention',
  bad: 'text-bad',
  info: 'text-info',
};
