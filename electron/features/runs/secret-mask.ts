/** What stands where a secret stood. */
const mask = '•••';

/** Shorter values also occur inside ordinary words: the password of most pools is `x`. */
const distinctLength = 8;

/**
 * Makes a function that hides secrets in text: exact values, also as JSON and URLs write them.
 * Long ones are hidden wherever they occur, short ones where they stand as a word of their own.
 */
export function secretMask(secrets: readonly string[]): (text: string) => string {
  const values = new Set(
    secrets.flatMap((secret) => [
      secret,
      JSON.stringify(secret).slice(1, -1),
      encodeURIComponent(secret),
    ]),
  );
  values.delete('');
  if (values.size === 0) return (text) => text;
  // The longest first: a secret may begin with another one.
  const alternatives = [...values].sort((a, b) => b.length - a.length).map(pattern);
  const secret = new RegExp(alternatives.join('|'), 'gu');
  return (text) => text.replace(secret, mask);
}

function pattern(value: string): string {
  const exact = value.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
  if (value.length >= distinctLength) return exact;
  return String.raw`(?<![\p{L}\p{N}_])${exact}(?![\p{L}\p{N}_])`;
}
