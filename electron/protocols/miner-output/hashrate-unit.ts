const factors: Readonly<Record<string, number>> = {
  '': 1,
  k: 1e3,
  m: 1e6,
  g: 1e9,
  t: 1e12,
  p: 1e15,
};

/**
 * A hashrate as miners print it.
 *
 * @param amount  a decimal number; `n/a` stands for unknown
 * @param unit    `H/s` with or without a prefix, in any case
 * @returns       H/s, or null where either is not known
 */
export function hashrateOf(amount: string, unit: string): number | null {
  const prefix = /^([kmgtp]?)h\/s$/i.exec(unit)?.[1];
  if (prefix === undefined || !/^\d{1,15}(\.\d{1,15})?$/.test(amount)) return null;
  const factor = factors[prefix.toLowerCase()];
  return factor === undefined ? null : Number(amount) * factor;
}

/**
 * A difficulty as miners print it: XMRig shortens it to `150K`, `12M`, `3G`; on Bitcoin-style pools it
 * may be a fraction. Null where it is no such number.
 */
export function scaledCount(text: string): number | null {
  const match = /^(\d{1,15}(?:\.\d{1,15})?)([kmgt]?)$/i.exec(text);
  const factor = factors[match?.[2]?.toLowerCase() ?? '?'];
  return match && factor !== undefined ? Number(match[1]) * factor : null;
}
