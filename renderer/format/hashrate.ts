import { significant } from './number.ts';

export interface Figure {
  readonly value: string;
  readonly unit: string;
}

const prefixes = ['', 'k', 'M', 'G', 'T', 'P', 'E'] as const;

/** Shown wherever nobody knows the value: never 0 for unknown. */
export const unknown = '—';

/**
 * A hashrate with three significant digits and an SI prefix, as a figure and its unit.
 *
 * @param hashrate  H/s, or null for unknown
 */
export function hashrateFigure(hashrate: number | null): Figure {
  if (hashrate === null) return { value: unknown, unit: 'H/s' };
  const { factor, unit } = hashrateScale(hashrate);
  return { value: significant(hashrate / factor, 3), unit };
}

/** As {@link hashrateFigure}, in one string. */
export function formatHashrate(hashrate: number | null): string {
  if (hashrate === null) return unknown;
  const { value, unit } = hashrateFigure(hashrate);
  return `${value} ${unit}`;
}

/** Every digit, for whoever wants to know. */
export function exactHashrate(hashrate: number | null): string {
  if (hashrate === null) return unknown;
  return `${hashrate.toLocaleString('en', { maximumFractionDigits: 2 })} H/s`;
}

/** The unit in which a hashrate reads best, and how many H/s it stands for. */
export function hashrateScale(hashrate: number): { factor: number; unit: string } {
  // 999.5 rounds to "1000" at three digits, so it already belongs to the next prefix.
  let step = 0;
  while (hashrate / 1000 ** step >= 999.5 && step < prefixes.length - 1) step += 1;
  return { factor: 1000 ** step, unit: `${prefixes[step] ?? ''}H/s` };
}

/** All labels of an axis in one unit, with as many decimals as tell them apart. */
export function hashrateAxisLabels(values: number[]): string[] {
  const { factor, unit } = hashrateScale(values.at(-1) ?? 0);
  const step = ((values[1] ?? 0) - (values[0] ?? 0)) / factor;
  const decimals = [0, 1, 2].find((digits) => Number(step.toFixed(digits)) === step) ?? 3;
  return values.map((value) => `${(value / factor).toFixed(decimals)} ${unit}`);
}
