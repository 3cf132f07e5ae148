/**
 * A number with so many significant digits, written without an exponent, trailing zeros kept so
 * that figures do not change their width.
 */
export function significant(value: number, digits: number): string {
  if (value === 0) return '0';
  const magnitude = Math.floor(Math.log10(Math.abs(value)));
  const decimals = Math.max(0, digits - 1 - magnitude);
  const text = value.toFixed(Math.min(decimals, 20));
  // 9.995 has magnitude 0 but rounds up to 10.00: one decimal too many.
  const rounded = Math.floor(Math.log10(Math.abs(Number(text)))) > magnitude;
  return rounded && decimals > 0 ? value.toFixed(decimals - 1) : text;
}

/** A count with thousands separated. */
export function formatCount(count: number): string {
  return count.toLocaleString('en');
}
