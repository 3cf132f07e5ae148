import { unknown } from './hashrate.ts';

/** @param percent  0 to 100, or null for unknown */
export function formatPercent(percent: number | null, decimals = 0): string {
  return percent === null ? unknown : `${percent.toFixed(decimals)} %`;
}

/** A text in which no percent sign is parted from its number at the end of a line. */
export function withWholePercents(text: string): string {
  return text.replaceAll(' %', '\u00a0%');
}

/**
 * Share of a part in its whole.
 *
 * @returns 0 to 100, or null where there is nothing to divide: no shares is not "0 % rejected"
 */
export function share(part: number, whole: number): number | null {
  return whole > 0 ? (part / whole) * 100 : null;
}
