import type { Tone } from '../ui/tone.ts';

/** Something that happened, as a chart shows it: a line through the plot and an icon above it. */
export interface ChartMark {
  readonly id: number;
  /** Epoch ms. */
  readonly at: number;
  readonly icon: string;
  readonly tone: Tone;
  /** One word, shown where there is room for it. */
  readonly word: string;
  /** The whole sentence. */
  readonly text: string;
}

/** Marks too close to tell apart, shown as one. */
export interface MarkCluster {
  /** Pixels from the left edge of the plot. */
  readonly x: number;
  readonly marks: readonly ChartMark[];
  /** The one whose icon and tone stand for all. */
  readonly leading: ChartMark;
  readonly showWord: boolean;
}

export interface MarkLayout {
  /** Width of the plot in pixels. */
  readonly width: number;
  /** Pixels from the left edge of the plot for a moment. */
  readonly xOf: (at: number) => number;
}

/** Icons with a count beside them would overlap if they were closer than this, px. */
const clusterWidth = 32;
/** Room a word of so many letters takes beside its icon, px. */
const wordWidth = (word: string): number => 30 + word.length * 6.5;
const toneRank: readonly Tone[] = ['bad', 'attention', 'neutral', 'info', 'good'];

/**
 * Places marks in the lane above the plot: what would overlap becomes one, and a word is shown
 * only where the next icon and the edge leave room for it.
 */
export function layoutMarks(
  marks: readonly ChartMark[],
  { width, xOf }: MarkLayout,
): readonly MarkCluster[] {
  const groups: { x: number; marks: ChartMark[] }[] = [];
  for (const mark of marks.toSorted((a, b) => a.at - b.at)) {
    const x = xOf(mark.at);
    if (x < 0 || x > width) continue;
    const last = groups.at(-1);
    if (last !== undefined && x - last.x < clusterWidth) last.marks.push(mark);
    else groups.push({ x, marks: [mark] });
  }
  return groups.map(({ x, marks: together }, index) => {
    const leading = worst(together);
    const end = groups[index + 1]?.x ?? width + clusterWidth / 2;
    const showWord = together.length === 1 && end - x > wordWidth(leading.word);
    return { x, marks: together, leading, showWord };
  });
}

function worst(marks: readonly ChartMark[]): ChartMark {
  return marks.reduce((a, b) => (toneRank.indexOf(b.tone) < toneRank.indexOf(a.tone) ? b : a));
}
