import { describe, expect, it } from 'vitest';
import { HashrateMeter } from './hashrate-meter.ts';

/** Samples twice a second. @returns the counter at the end */
function run(
  meter: HashrateMeter,
  { from, to, rate, hashes }: Record<'from' | 'to' | 'rate' | 'hashes', number>,
): number {
  let total = hashes;
  for (let now = from + 500; now <= to; now += 500) {
    total += rate / 2;
    meter.sample(now, total);
  }
  return total;
}

describe('HashrateMeter', () => {
  it('knows nothing at first', () => {
    const meter = new HashrateMeter();
    meter.restart(0, 0);
    expect(meter.rates).toEqual([null, null, null]);
    expect(meter.highest).toBeNull();
  });

  it('knows a first rate after one second, and the longer ones when their time is over', () => {
    const meter = new HashrateMeter();
    meter.restart(0, 0);
    let hashes = run(meter, { from: 0, to: 500, rate: 100, hashes: 0 });
    expect(meter.rates).toEqual([null, null, null]);
    hashes = run(meter, { from: 500, to: 1_000, rate: 100, hashes });
    expect(meter.rates).toEqual([100, null, null]);
    hashes = run(meter, { from: 1_000, to: 60_000, rate: 100, hashes });
    expect(meter.rates).toEqual([100, 100, null]);
    run(meter, { from: 60_000, to: 900_000, rate: 100, hashes });
    expect(meter.rates).toEqual([100, 100, 100]);
  });

  it('forgets what is older than its windows', () => {
    const meter = new HashrateMeter();
    meter.restart(0, 0);
    const hashes = run(meter, { from: 0, to: 60_000, rate: 1_000, hashes: 0 });
    run(meter, { from: 60_000, to: 70_000, rate: 0, hashes });
    const [short, minute] = meter.rates;
    expect(short).toBe(0);
    expect(minute).toBeCloseTo(833.3, 1);
    expect(meter.highest).toBe(1_000);
  });

  it('does not count a break', () => {
    const meter = new HashrateMeter();
    meter.restart(0, 0);
    const hashes = run(meter, { from: 0, to: 10_000, rate: 1_000, hashes: 0 });
    meter.restart(100_000, hashes);
    expect(meter.rates).toEqual([null, null, null]);
    run(meter, { from: 100_000, to: 101_000, rate: 1_000, hashes });
    expect(meter.rates[0]).toBe(1_000);
  });
});
