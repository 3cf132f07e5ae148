/**
 * Characters that have no looks of their own, or turn the order of those around them: with them a
 * script could look different from what it does.
 */
const hidden =
  // oxlint-disable-next-line no-control-regex -- these are what is looked for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202f\u205f-\u206f\ufeff]/g;

export interface VisibleText {
  readonly lines: readonly string[];
  /** How many characters would not have been seen. */
  readonly hiddenCount: number;
}

/** Lines of a script in which everything can be seen: `[U+202E]` stands for what could not. */
export function visibleText(text: string): VisibleText {
  let hiddenCount = 0;
  const visible = text.replaceAll(/\r\n?/g, '\n').replaceAll(hidden, (character) => {
    hiddenCount += 1;
    const code = character.codePointAt(0) ?? 0;
    return `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`;
  });
  const lines = visible.split('\n');
  if (lines.length > 1 && lines.at(-1) === '') lines.pop();
  return { lines, hiddenCount };
}
