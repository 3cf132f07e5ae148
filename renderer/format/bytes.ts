import { significant } from './number.ts';

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** A size with three significant digits and a binary prefix. @param bytes at least 0 */
export function formatBytes(bytes: number): string {
  let step = 0;
  while (bytes / 1024 ** step >= 1023.5 && step < units.length - 1) step += 1;
  const value = bytes / 1024 ** step;
  return `${step === 0 ? String(value) : significant(value, 3)} ${units[step] ?? 'B'}`;
}
