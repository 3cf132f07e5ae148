/**
 * A sentence as what follows a colon: without its full stop, and in small letters where its first
 * word is no name.
 */
export function asClause(sentence: string): string {
  const text = withoutStop(sentence);
  return /^(It|The|No|Its)\b/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

export const withoutStop = (sentence: string): string => sentence.replace(/\.$/, '');
