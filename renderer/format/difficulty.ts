import { unknown } from './hashrate.ts';
import { significant } from './number.ts';

const prefixes = ['', 'k', 'M', 'G', 'T', 'P', 'E'] as const;

/** A difficulty with at most three significant digits and an SI prefix. @param value null for unknown */
export function formatDifficulty(value: number | null): string {
  if (value === null) return unknown;
  let step = 0;
  while (value / 1000 ** step >= 999.5 && step < prefixes.length - 1) step += 1;
  return `${Number(significant(value / 1000 ** step, 3))}${prefixes[step] ?? ''}`;
}
