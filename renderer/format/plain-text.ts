const escape = String.fromCharCode(27);
const sequence = new RegExp(`${escape}\\[[0-9;?]*[ -/]*[@-~]|${escape}[@-Z\\\\-_]`, 'g');

/** Terminal output without colours and cursor moves, which mean nothing in plain text. */
export function plainText(line: string): string {
  return line.replace(sequence, '');
}
