import type { Tone } from './tone.ts';

/** How something stands, in one sentence. */
export interface StateSentence {
  readonly tone: Tone;
  readonly icon: string;
  readonly text: string;
  /** A figure that belongs to the text and changes without notice. */
  readonly figure: string | null;
  readonly detail: string;
  /** The sentence without whatever changes every second, for a screen reader to read out. */
  readonly spoken: string;
}
