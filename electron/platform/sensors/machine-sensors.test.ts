import { totalmem } from 'node:os';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../base/clock.ts';
import { Sensors } from '../../contract/values/reading.ts';
import { FakeClock } from '../../testing/fake-clock.ts';
import { until } from '../../testing/until.ts';
import { CpuLoad } from './cpu-load.ts';
import { CpuTemperature } from './cpu-temperature.ts';
import { MachineSensors } from './machine-sensors.ts';

describe('MachineSensors', () => {
  it('reads this computer in the shape of the contract', async () => {
    const sensors = Sensors.parse(await new MachineSensors({ clock: systemClock }).read());
    expect(sensors.cpuLoad).not.toBeNull();
    expect(sensors.memoryTotal).toBe(totalmem());
    expect(sensors.memoryUsed).toBeGreaterThan(0);
    expect(sensors.memoryUsed).toBeLessThan(sensors.memoryTotal);
  });

  it('measures a moment anew after a long rest, because the mean of it says nothing of now', async () => {
    const clock = new FakeClock();
    const times = { busy: 0, total: 0 };
    const sensors = new MachineSensors({
      clock,
      load: new CpuLoad(() => ({ ...times })),
      temperature: new CpuTemperature(clock, { ask: () => Promise.resolve(50), periodMs: 1 }),
    });
    const readWhile = async (ms: number, busy: number): Promise<number | null> => {
      const reading = sensors.read();
      await until('the rest of half a second', () => clock.pending);
      times.busy += busy;
      times.total += ms;
      clock.advance(ms);
      return (await reading).cpuLoad;
    };
    expect(await readWhile(500, 400)).toBe(80);
    times.total += 3_600_000;
    clock.advance(3_600_000);
    expect(await readWhile(500, 100)).toBe(20);
  });
});
