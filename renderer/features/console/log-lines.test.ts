import { describe, expect, it } from 'vitest';
import { logLines } from '../../testing/samples.ts';
import { gapsOf, mergeLines, newLines, withGaps } from './log-lines.ts';

const seqs = (lines: readonly { seq: number }[]) => lines.map(({ seq }) => seq);

describe('lines that are announced', () => {
  it('count only once', () => {
    expect(seqs(newLines(logLines(0, 5), logLines(3, 4)))).toEqual([5, 6]);
    expect(newLines(logLines(0, 5), logLines(0, 5))).toEqual([]);
  });

  it('count once also where one announcement repeats itself', () => {
    expect(seqs(newLines([], [...logLines(0, 2), ...logLines(1, 2)]))).toEqual([0, 1, 2]);
  });
});

describe('gaps', () => {
  it('are noted between two lines and before the first', () => {
    const items = withGaps([...logLines(10, 1), ...logLines(14, 1)], 6);
    expect(items.map((item) => ('count' in item ? item : item.seq))).toEqual([
      { after: 6, count: 3 },
      10,
      { after: 10, count: 3 },
      14,
    ]);
  });

  it('are not noted before the oldest line there is', () => {
    expect(gapsOf(logLines(100, 3))).toEqual([]);
  });

  it('close when the missing lines come', () => {
    const lines = [...logLines(0, 3), ...logLines(8, 3)];
    expect(gapsOf(lines)).toEqual([{ after: 2, count: 5 }]);
    expect(gapsOf(mergeLines(lines, logLines(3, 2)))).toEqual([{ after: 4, count: 3 }]);
    expect(gapsOf(mergeLines(lines, logLines(1, 9)))).toEqual([]);
  });
});

it('keeps the newest lines only', () => {
  const merged = mergeLines(logLines(0, 5_000), logLines(5_000, 10));
  expect(merged).toHaveLength(5_000);
  expect(merged[0]?.seq).toBe(10);
});
