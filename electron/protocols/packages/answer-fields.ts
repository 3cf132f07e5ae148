const maxLength = 1024 * 1024;
const maxFields = 64;

/**
 * Reads pairs of names and values with a NUL after each, which bash can write of any text without
 * changing it, because none of its values can hold one.
 *
 * @returns null where the text is not whole
 */
export function readAnswerFields(text: string): ReadonlyMap<string, string> | null {
  if (text.length > maxLength || !text.endsWith('\0')) return null;
  const parts = text.slice(0, -1).split('\0');
  if (parts.length % 2 !== 0 || parts.length > 2 * maxFields) return null;
  const fields = new Map<string, string>();
  for (let at = 0; at < parts.length; at += 2) fields.set(parts[at] ?? '', parts[at + 1] ?? '');
  return fields;
}
