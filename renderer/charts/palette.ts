import type { Tone } from '../ui/tone.ts';

/** Colours of a chart in the theme of the moment, as canvas understands them. */
export interface ChartPalette {
  readonly line: string;
  readonly fillTop: string;
  readonly fillBottom: string;
  readonly band: string;
  readonly grid: string;
  readonly text: string;
  readonly tones: Readonly<Record<Tone, string>>;
}

/** Reads the design tokens; a canvas cannot use CSS variables by itself. */
export function readPalette(element: Element): ChartPalette {
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  return {
    line: token('--chart-line'),
    fillTop: token('--chart-fill-top'),
    fillBottom: token('--chart-fill-bottom'),
    band: token('--chart-band'),
    grid: token('--chart-grid'),
    text: token('--chart-text'),
    tones: {
      neutral: token('--tone-neutral'),
      good: token('--tone-good'),
      attention: token('--tone-attention'),
      bad: token('--tone-bad'),
      info: token('--tone-info'),
    },
  };
}
