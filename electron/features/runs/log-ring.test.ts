import { describe, expect, it } from 'vitest';
import { LogRing } from './log-ring.ts';

function ringOf(texts: readonly string[], limits = { lines: 100, size: 1e6, lineLength: 100 }) {
  const ring = new LogRing(limits);
  texts.forEach((text, index) => ring.append(text, index));
  return ring;
}

const numbers = (count: number): string[] => Array.from({ length: count }, (_, n) => `line ${n}`);

describe('LogRing', () => {
  it('numbers lines without gaps and keeps the newest', () => {
    const ring = ringOf(numbers(250));
    expect(ring.nextSeq).toBe(250);
    expect(ring.firstSeq).toBe(150);
    const lines = ring.query({ limit: 1000 });
    expect(lines).toHaveLength(100);
    expect(lines[0]).toEqual({ seq: 150, at: 150, text: 'line 150' });
    expect(lines.at(-1)).toEqual({ seq: 249, at: 249, text: 'line 249' });
  });

  it('keeps within its size whatever the lines are', () => {
    const ring = ringOf(
      Array.from({ length: 500 }, (_, n) => 'x'.repeat((n * 37) % 90)),
      { lines: 1000, size: 300, lineLength: 100 },
    );
    const lines = ring.query({ limit: 1000 });
    const size = lines.reduce((sum, { text }) => sum + text.length, 0);
    expect(size).toBeLessThanOrEqual(300);
    expect(size).toBeGreaterThan(200);
    expect(ring.firstSeq + lines.length).toBe(500);
  });

  it('keeps nothing of a line that is larger than the whole ring', () => {
    const ring = ringOf(['a', 'x'.repeat(50), 'b'], { lines: 9, size: 40, lineLength: 100 });
    expect(ring.query({ limit: 9 })).toEqual([{ seq: 2, at: 2, text: 'b' }]);
  });

  it('cuts a long line, and not in the middle of a character', () => {
    const ring = ringOf(['x'.repeat(101), `${'x'.repeat(98)}😀!`]);
    expect(ring.query({ limit: 9 }).map(({ text }) => text)).toEqual([
      `${'x'.repeat(99)}…`,
      `${'x'.repeat(98)}…`,
    ]);
  });

  it('gives the newest lines, or those that follow the one named', () => {
    const ring = ringOf(numbers(20));
    const seqs = (query: Parameters<LogRing['query']>[0]) =>
      ring.query(query).map(({ seq }) => seq);
    expect(seqs({ limit: 3 })).toEqual([17, 18, 19]);
    expect(seqs({ limit: 3, after: 4 })).toEqual([5, 6, 7]);
    expect(seqs({ limit: 3, after: -1 })).toEqual([0, 1, 2]);
    expect(seqs({ limit: 3, after: 18 })).toEqual([19]);
    expect(seqs({ limit: 3, after: 400 })).toEqual([]);
  });

  it('begins with the oldest kept line where the one named is gone', () => {
    const ring = ringOf(numbers(250));
    expect(ring.query({ limit: 2, after: 7 }).map(({ seq }) => seq)).toEqual([150, 151]);
  });

  it('finds text in any case and through colours', () => {
    const ring = ringOf(['new job', '\u001b[1;32macc\u001b[0mepted (1/0)', 'Rejected', 'ACCEPTED']);
    expect(ring.query({ limit: 9, search: 'Accepted' }).map(({ seq }) => seq)).toEqual([1, 3]);
    expect(ring.query({ limit: 1, search: 'accepted' }).map(({ seq }) => seq)).toEqual([3]);
    expect(ring.query({ limit: 9, search: '[1;32m' })).toEqual([]);
  });

  it('shrinks to the newest lines', () => {
    const ring = ringOf(numbers(20));
    ring.shrink(5, 1e6);
    expect(ring.firstSeq).toBe(15);
    ring.shrink(5, 13);
    expect(ring.query({ limit: 9 }).map(({ text }) => text)).toEqual(['line 19']);
  });

  it('takes many lines in little time', () => {
    const ring = new LogRing();
    const begun = performance.now();
    for (let n = 0; n < 300_000; n += 1) ring.append('x'.repeat(100), n);
    expect(performance.now() - begun).toBeLessThan(2_000);
    expect(ring.query({ limit: 1e6 })).toHaveLength(5_000);
  });
});
