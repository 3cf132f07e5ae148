import { describe, expect, it } from 'vitest';
import type { Clock } from '../../base/clock.ts';
import { FakeClock } from '../../testing/fake-clock.ts';
import { IntervalTimer } from './interval-timer.ts';

const now = Date.UTC(2026, 0, 1);

/** A clock whose wall time can be set without its timers noticing. */
class SettableClock implements Clock {
  readonly fake = new FakeClock(now);
  offsetMs = 0;
  now = (): number => this.fake.now() + this.offsetMs;
  after = (delayMs: number, callback: () => void): (() => void) =>
    this.fake.after(delayMs, callback);
  every = (periodMs: number, callback: () => void): (() => void) =>
    this.fake.every(periodMs, callback);
}

function watch(): { clock: SettableClock; ended: number[]; timer: IntervalTimer } {
  const clock = new SettableClock();
  const ended: number[] = [];
  const timer = new IntervalTimer(clock, 10_000, (start) => ended.push((start - now) / 1_000));
  return { clock, ended, timer };
}

describe('IntervalTimer', () => {
  it('calls at the end of every interval', () => {
    const { clock, ended, timer } = watch();
    clock.fake.advance(35_000);
    timer[Symbol.dispose]();
    clock.fake.advance(35_000);
    expect(ended).toEqual([0, 10, 20]);
  });

  it('waits for the rest when a timer fires early', () => {
    const { clock, ended, timer } = watch();
    clock.offsetMs = -2;
    clock.fake.advance(10_001);
    expect(ended).toEqual([]);
    clock.fake.advance(1);
    expect(ended).toEqual([0]);
    timer[Symbol.dispose]();
  });

  it('goes on in the new time when the clock jumps ahead, as after sleep', () => {
    const { clock, ended, timer } = watch();
    clock.offsetMs = 3_600_000;
    clock.fake.advance(20_000);
    expect(ended).toEqual([0, 3_610]);
    timer[Symbol.dispose]();
  });

  it('goes on in the new time when the clock is set back', () => {
    const { clock, ended, timer } = watch();
    clock.offsetMs = -3_600_000;
    clock.fake.advance(20_000);
    expect(ended).toEqual([0, -3_590]);
    timer[Symbol.dispose]();
  });
});
