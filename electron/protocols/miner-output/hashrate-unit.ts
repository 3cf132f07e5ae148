const factors: Readonly<Record<string, number>> = {
  '': 1,
  k: 1e3,
  m: 1e6,
  g: 1e9,
  t: 1e12,
  p: 1e15,
  e: 1e18,
};

/**
 * A hashrate as miners print it. Solutions, graphs and iterations a second count as hashes: they are
 * what the algorithm's work is measured in.
 *
 * @param amount  a decimal number; `n/a` stands for unknown
 * @param unit    `H/s`, `hash/s`, `Sol/s`, `g/s`, `It/s` … with or without a prefix, in any case
 * @returns       H/s, or null where either is not known
 */
export function hashrateOf(amount: string, unit: string): number | null {
  const factor = unitFactor(unit);
  if (factor === null || !/^\d{1,15}(\.\d{1,15})?$/.test(amount)) return null;
  return scaled(Number(amount), factor);
}

/** What one of a unit is in H/s; null where it is no unit of hashrates. */
export function unitFactor(unit: string): number | null {
  // `g/s` is graphs; `Gg/s` are a thousand million of them.
  const match = /^([kmgtpe]?)(?:h|hash|hashes|sols?|g|gps|it|iter)\/s$/i.exec(unit.trim());
  return match ? (factors[match[1]?.toLowerCase() ?? ''] ?? null) : null;
}

/**
 * A difficulty as miners print it: XMRig shortens it to `150K`, `12M`, `3G`, T-Rex to `4.00 G`; on
 * Bitcoin-style pools it may be a fraction. Null where it is no such number.
 */
export function scaledCount(text: string): number | null {
  const match = /^(\d{1,15}(?:\.\d{1,15})?) ?([kmgtpe]?)$/i.exec(text);
  const factor = factors[match?.[2]?.toLowerCase() ?? '?'];
  return match && factor !== undefined ? scaled(Number(match[1]), factor) : null;
}

/** `1.07` times 1e9 is 1070000000, not 1070000000.0000001. */
function scaled(amount: number, factor: number): number {
  return Number((amount * factor).toPrecision(15));
}
