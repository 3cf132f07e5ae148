/**
 * Characters that have no looks of their own, look like a space and are none, or turn the order of
 * those around them: with them a script could look different from what it does. What only gives an
 * emoji its colours is let through.
 */
const hidden = /[[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]--[\ufe0f\t\n ]]/gv;

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
