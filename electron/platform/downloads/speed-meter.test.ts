import { expect, it } from 'vitest';
import { SpeedMeter } from './speed-meter.ts';

it('tells the speed of the last seconds only', () => {
  const meter = new SpeedMeter();
  expect(meter.bytesPerSecond).toBeNull();
  meter.add(0, 0);
  meter.add(500, 100);
  expect(meter.bytesPerSecond).toBeNull();
  meter.add(5_000, 1_000);
  expect(meter.bytesPerSecond).toBe(5_000);
  for (let second = 2; second <= 20; second += 1) meter.add(5_000 + second, second * 1_000);
  expect(meter.bytesPerSecond).toBe(1);
});

it('begins anew with the download', () => {
  const meter = new SpeedMeter();
  meter.add(9_000, 0);
  meter.add(10_000, 1_000);
  meter.add(0, 2_000);
  expect(meter.bytesPerSecond).toBeNull();
  meter.add(100, 3_000);
  expect(meter.bytesPerSecond).toBe(100);
});
