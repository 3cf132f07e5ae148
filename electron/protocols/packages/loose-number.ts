/**
 * A number of at least 0 as scripts write them: a number, or a text that is one. What cannot be is
 * null, as is what is not said.
 */
export function looseNumber(value: unknown, max: number): number | null {
  const text = typeof value === 'string' ? value.trim() : null;
  const isNumber =
    text !== null && text.length <= 40 && /^\+?\d*\.?\d+(?:e[+-]?\d{1,3})?$/i.test(text);
  const number = isNumber ? Number(text) : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) return null;
  return number >= 0 && number <= max ? number : null;
}

/** The same for what is counted. */
export function looseCount(value: unknown): number | null {
  const number = looseNumber(value, 1e12);
  return number === null ? null : Math.floor(number);
}
