import { describe, expect, it } from 'vitest';
import { chartEnd } from './chart-end.ts';

const now = 1_800_000_003_000;
const fiveMinutes = 300_000;
const day = 86_400_000;

describe('the end of the chart', () => {
  it('is the newest reading, and moves once with each', () => {
    const first = chartEnd({ previous: undefined, lastReading: now, now, windowMs: fiveMinutes });
    expect(first).toBe(now);
    const between = { previous: first, lastReading: now, now: now + 1_000, windowMs: fiveMinutes };
    expect(chartEnd(between)).toBe(now);
    const next = { ...between, lastReading: now + 2_000, now: now + 2_000 };
    expect(chartEnd(next)).toBe(now + 2_000);
  });

  it('goes on with the clock where readings stopped or never came', () => {
    const silent = { previous: undefined, lastReading: now - 60_000, now, windowMs: fiveMinutes };
    expect(chartEnd(silent)).toBe(1_800_000_000_000);
    expect(chartEnd({ ...silent, lastReading: undefined })).toBe(1_800_000_000_000);
  });

  it('rests while a move would be too small to be seen', () => {
    const rest = { previous: now, lastReading: now + 60_000, now: now + 60_000, windowMs: day };
    expect(chartEnd(rest)).toBe(now);
    const moved = { ...rest, lastReading: now + 90_000, now: now + 90_000 };
    expect(chartEnd(moved)).toBe(now + 90_000);
  });

  it('follows a clock that was set back and a shorter window', () => {
    const back = { previous: now, lastReading: now - 3_600_000, now: now - 3_600_000 };
    expect(chartEnd({ ...back, windowMs: day })).toBe(now - 3_600_000);
    const shorter = { previous: now, lastReading: now + 60_000, now: now + 60_000 };
    expect(chartEnd({ ...shorter, windowMs: fiveMinutes })).toBe(now + 60_000);
  });
});
