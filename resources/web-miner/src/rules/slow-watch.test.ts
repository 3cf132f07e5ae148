import { describe, expect, it } from 'vitest';
import { SlowWatch } from './slow-watch.ts';

/** Rings so late after each other, ms. @returns whether it was too slow at the end */
function ringAll(watch: SlowWatch, gaps: readonly number[]): boolean {
  let now = 0;
  let isSlow = watch.ring(now);
  for (const gap of gaps) {
    now += gap;
    isSlow = watch.ring(now);
  }
  return isSlow;
}

const times = (count: number, gap: number): number[] => Array.from({ length: count }, () => gap);

describe('a device', () => {
  it.each([
    [times(20, 500), false],
    [times(20, 1_100), false],
    [times(6, 1_300), true],
    [[...times(5, 1_300), 500, ...times(5, 1_300)], false],
    [times(20, 60_000), false],
  ])('whose bell rings after %j is too slow: %s', (gaps, isSlow) => {
    expect(ringAll(new SlowWatch(), gaps)).toBe(isSlow);
  });

  it('is given time again after a break', () => {
    const watch = new SlowWatch();
    ringAll(watch, times(5, 1_300));
    watch.reset();
    expect(ringAll(watch, [1_300])).toBe(false);
  });
});
