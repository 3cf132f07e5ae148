/** `2 h 5 min`, `41 s`: the two largest units. */
export function durationText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const parts = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ] as const;
  const first = parts.findIndex(([value]) => value > 0);
  if (first < 0) return '0 s';
  return parts
    .slice(first, first + 2)
    .filter(([value]) => value > 0)
    .map(([value, unit]) => `${value} ${unit}`)
    .join(' ');
}

const bars = '▁▂▃▄▅▆▇█';

/** One character a value, from the lowest to the highest bar; a space where nothing is known. */
export function sparkline(values: readonly (number | null)[]): string {
  const highest = Math.max(0, ...values.filter((value) => value !== null));
  return values
    .map((value) => {
      if (value === null) return ' ';
      const step = highest === 0 ? 0 : Math.round((value / highest) * (bars.length - 1));
      return bars[step] ?? ' ';
    })
    .join('');
}

const byteUnits = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** `2.68 MiB`: three significant digits with a binary prefix. @param bytes  at least 0 */
export function bytesText(bytes: number): string {
  let value = bytes;
  let step = 0;
  // 1023.5 would be shown as 1024: it already belongs to the next prefix.
  while (value >= 1023.5 && step < byteUnits.length - 1) {
    value /= 1024;
    step += 1;
  }
  const digits = step === 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  return `${value.toFixed(digits)} ${byteUnits[step]}`;
}

/** `45 %  1.20 MiB of 2.68 MiB`: how much of something came. @param total  bytes; null: unknown */
export function shareText(bytes: number, total: number | null): string {
  if (total === null || total === 0) return bytesText(bytes);
  const percent = Math.min(100, Math.floor((bytes / total) * 100));
  return `${percent} %  ${bytesText(bytes)} of ${bytesText(total)}`;
}

/** `2026-01-02 03:04`, by the clock of this computer. @param at  epoch ms */
export function timeText(at: number): string {
  // Swedish writes the date in the order that is understood everywhere.
  return new Date(at).toLocaleString('sv-SE', { dateStyle: 'short', timeStyle: 'short' });
}

/**
 * What strangers wrote, without what could change the terminal or the order in which text is shown.
 * Tabs stay, as scripts are indented with them.
 */
export const printableText = (text: string): string => text.replaceAll(/[^\P{C}\t]/gu, '?');
