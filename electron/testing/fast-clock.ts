import type { Clock } from '../base/clock.ts';
import { systemClock } from '../base/clock.ts';

/**
 * A clock that runs faster than the world, for tests with real sockets that would wait for long.
 *
 * @param factor  how many of its seconds a real one has
 */
export function fastClock(factor: number): Clock {
  const start = Date.now();
  return {
    now: () => start + (Date.now() - start) * factor,
    after: (delayMs, callback) => systemClock.after(delayMs / factor, callback),
    every: (periodMs, callback) => systemClock.every(periodMs / factor, callback),
  };
}
