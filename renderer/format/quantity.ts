import { unknown } from './hashrate.ts';
import { significant } from './number.ts';

/** Power with three significant digits. @param watts  null for unknown */
export function formatPower(watts: number | null): string {
  return watts === null ? unknown : `${significant(watts, 3)}\u00a0W`;
}

/** A temperature in whole degrees. @param celsius  null for unknown */
export function formatTemperature(celsius: number | null): string {
  return celsius === null ? unknown : `${Math.round(celsius)}\u00a0°C`;
}
