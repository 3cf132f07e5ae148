import type { Clock } from '../../base/clock.ts';
import type { EventHub } from '../../base/event-hub.ts';
import type { Log } from '../../base/log.ts';
import type { Sensors } from '../../contract/values/reading.ts';
import type { SensorsPort } from './ports.ts';

/** How often the computer is measured while anybody looks, and how old an answer may be, ms. */
const periodMs = 5_000;

interface Parts {
  readonly events: Pick<EventHub, 'has' | 'publish'>;
  readonly clock: Clock;
  readonly sensors: SensorsPort;
  readonly log: Log;
}

/** Measures the computer when somebody asks or listens, and never more often than is useful. */
export class SensorPoller implements Disposable {
  readonly #parts: Parts;
  readonly #cancel: () => void;
  #latest: Sensors | undefined;
  #reading: Promise<Sensors> | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#cancel = parts.clock.every(periodMs, () => {
      if (parts.events.has('sensors.changed')) void this.#announce();
    });
  }

  /** A measurement not older than five seconds. */
  async current(): Promise<Sensors> {
    // The clock may have been set back since.
    const age = this.#latest ? Math.abs(this.#parts.clock.now() - this.#latest.at) : Infinity;
    return this.#latest && age <= periodMs ? this.#latest : this.#measure();
  }

  [Symbol.dispose](): void {
    this.#cancel();
  }

  async #announce(): Promise<void> {
    try {
      this.#parts.events.publish('sensors.changed', await this.#measure());
    } catch (error) {
      this.#parts.log.error('the sensors could not be read', { error });
    }
  }

  /** Callers that come while it measures get the same measurement. */
  #measure(): Promise<Sensors> {
    this.#reading ??= this.#parts.sensors
      .read()
      .then((sensors) => (this.#latest = sensors))
      .finally(() => (this.#reading = undefined));
    return this.#reading;
  }
}
