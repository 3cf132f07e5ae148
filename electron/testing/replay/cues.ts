import type { TranscriptLine } from '../../protocols/stratum/transcript.ts';
import { readStratumLine } from '../stratum-line.ts';

/** What the pool says when it has heard a line, in this order. */
export interface Cue {
  readonly method: string;
  readonly says: readonly { readonly line: string; readonly isAnswer: boolean }[];
}

/**
 * What the pool of a transcript said to each line of its client. An answer belongs to the oldest request
 * of its id that has none; whatever else the pool says, to the last line that it heard.
 */
export function cuesOf(transcript: readonly TranscriptLine[]): Cue[] {
  const cues: { id: unknown; isAnswered: boolean; method: string; says: Cue['says'][number][] }[] =
    [];
  for (const { direction, line } of transcript) {
    const { id, method, isAnswer } = readStratumLine(line);
    if (direction === 'client') {
      cues.push({ id, isAnswered: false, method: method ?? '', says: [] });
      continue;
    }
    const asked = isAnswer ? cues.find((cue) => cue.id === id && !cue.isAnswered) : undefined;
    if (asked) asked.isAnswered = true;
    (asked ?? cues.at(-1))?.says.push({ line, isAnswer: asked !== undefined });
  }
  return cues.map(({ method, says }) => ({ method, says }));
}
