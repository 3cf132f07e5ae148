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
