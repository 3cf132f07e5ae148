import type { LogLine } from '../../../electron/contract/values/run.ts';

/** Lines between two that are known: `count` of them, all after the line `after`. */
export interface SkippedLines {
  readonly after: number;
  readonly count: number;
}

export type LogItem = LogLine | SkippedLines;

/** As many lines as the terminal keeps. */
export const lineLimit = 5_000;

export function isSkipped(item: LogItem): item is SkippedLines {
  return 'count' in item;
}

/**
 * Lines from two sources as one: in the order of their numbers, each once, the newest ones where
 * there are more than the limit.
 */
export function mergeLines(
  known: readonly LogLine[],
  more: readonly LogLine[],
  limit = lineLimit,
): LogLine[] {
  const bySeq = new Map([...known, ...more].map((line) => [line.seq, line]));
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq).slice(-limit);
}

/** Lines that come after everything known: what was announced twice is dropped. */
export function newLines(known: readonly LogLine[], announced: readonly LogLine[]): LogLine[] {
  let last = known.at(-1)?.seq ?? -1;
  return announced.filter(({ seq }) => {
    if (seq <= last) return false;
    last = seq;
    return true;
  });
}

/**
 * Lines with a note wherever some are missing between two of them.
 *
 * @param previous  number of the line before the first one, where there is one
 */
export function withGaps(lines: readonly LogLine[], previous: number | null): LogItem[] {
  const items: LogItem[] = [];
  let last = previous;
  for (const line of lines) {
    if (last !== null && line.seq > last + 1) {
      items.push({ after: last, count: line.seq - last - 1 });
    }
    items.push(line);
    last = line.seq;
  }
  return items;
}

/** What is missing in the middle of the lines, oldest first. */
export function gapsOf(lines: readonly LogLine[]): SkippedLines[] {
  return withGaps(lines, null).filter(isSkipped);
}
