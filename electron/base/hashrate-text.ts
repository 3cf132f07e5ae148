const prefixes = ['', 'k', 'M', 'G', 'T', 'P', 'E'] as const;

/**
 * `21.3 MH/s`: three significant digits with an SI prefix; `—` for unknown.
 *
 * @param hashrate  H/s
 */
export function hashrateText(hashrate: number | null): string {
  if (hashrate === null) return '—';
  let value = hashrate;
  let index = 0;
  // 999.5 would be shown as 1000: it already belongs to the next prefix.
  while (value >= 999.5 && index < prefixes.length - 1) {
    value /= 1000;
    index += 1;
  }
  const digits = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  return `${value.toFixed(digits)} ${prefixes[index]}H/s`;
}
