import type { LineFacts, LineReader } from './miner-report.ts';

/** One kind of line: how it looks, and what it says. */
export interface LineRule {
  /** Must take time linear in the line: neighbours that cannot match the same characters. */
  readonly pattern: RegExp;
  readonly read: (groups: Readonly<Record<string, string | undefined>>) => LineFacts;
}

/** Longer lines hold no figures; what splits lines cuts them there at the latest. */
const lengthLimit = 1000;

/** A reader that says what the first rule that fits says; nothing where none does. */
export function readByRules(
  rules: readonly LineRule[],
  prepare: (line: string) => string = (line) => line,
): LineReader {
  return (line) => {
    if (line.length > lengthLimit) return {};
    const text = prepare(line);
    for (const { pattern, read } of rules) {
      const match = pattern.exec(text);
      if (match) return read(match.groups ?? {});
    }
    return {};
  };
}
