import { describe, expect, it } from 'vitest';
import { EventHub } from '../../base/event-hub.ts';
import { silentLog } from '../../base/log.ts';
import type { Sensors } from '../../contract/values/reading.ts';
import { FakeClock } from '../../testing/fake-clock.ts';
import { sensorHandlers } from './sensor-handlers.ts';
import { SensorPoller } from './sensor-poller.ts';

class TestPoller implements Disposable {
  readonly clock = new FakeClock();
  readonly events = new EventHub(() => undefined);
  readonly logged: string[] = [];
  readings = 0;
  isBroken = false;
  readonly poller = new SensorPoller({
    events: this.events,
    clock: this.clock,
    sensors: { read: () => this.#read() },
    log: { ...silentLog, error: (message) => void this.logged.push(message) },
  });

  [Symbol.dispose](): void {
    this.poller[Symbol.dispose]();
  }

  async #read(): Promise<Sensors> {
    this.readings += 1;
    await Promise.resolve();
    if (this.isBroken) throw new Error('no sensors');
    return {
      at: this.clock.now(),
      cpuLoad: this.readings,
      cpuTemperature: null,
      cpuPower: null,
      memoryUsed: 1,
      memoryTotal: 2,
    };
  }
}

describe('SensorPoller', () => {
  it('measures every five seconds while somebody listens, and not otherwise', async () => {
    using test = new TestPoller();
    await test.clock.advanceAsync(20_000, 5_000);
    expect(test.readings).toBe(0);
    const heard: (number | null)[] = [];
    const stop = test.events.on('sensors.changed', ({ cpuLoad }) => heard.push(cpuLoad));
    await test.clock.advanceAsync(10_000, 5_000);
    expect(heard).toEqual([1, 2]);
    stop();
    await test.clock.advanceAsync(10_000, 5_000);
    expect(test.readings).toBe(2);
  });

  it('answers with a measurement that is fresh enough, and measures again when it is not', async () => {
    using test = new TestPoller();
    const read = sensorHandlers(test.poller)['system.sensors'];
    expect(await read({})).toMatchObject({ cpuLoad: 1 });
    test.clock.advance(5_000);
    expect(await read({})).toMatchObject({ cpuLoad: 1 });
    test.clock.advance(1);
    expect(await read({})).toMatchObject({ cpuLoad: 2 });
  });

  it('measures once for all who ask at the same time', async () => {
    using test = new TestPoller();
    const answers = await Promise.all([test.poller.current(), test.poller.current()]);
    expect(answers.map(({ cpuLoad }) => cpuLoad)).toEqual([1, 1]);
  });

  it('logs a failure and tries again', async () => {
    using test = new TestPoller();
    const heard: unknown[] = [];
    test.events.on('sensors.changed', (sensors) => heard.push(sensors));
    test.isBroken = true;
    await test.clock.advanceAsync(5_000, 5_000);
    expect(test.logged).toEqual(['the sensors could not be read']);
    test.isBroken = false;
    await test.clock.advanceAsync(5_000, 5_000);
    expect(heard).toHaveLength(1);
  });

  it('leaves no timer behind', () => {
    const test = new TestPoller();
    test[Symbol.dispose]();
    expect(test.clock.pending).toBe(0);
  });
});
