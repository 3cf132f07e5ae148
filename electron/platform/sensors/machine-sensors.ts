import { freemem, totalmem } from 'node:os';
import type { Clock } from '../../base/clock.ts';
import type { Sensors } from '../../contract/values/reading.ts';
import { CpuLoad } from './cpu-load.ts';
import { CpuTemperature } from './cpu-temperature.ts';
import { PackagePower } from './package-power.ts';

/** Load and power are means since the last reading; older than this it says nothing of now, ms. */
const longestStretchMs = 15_000;
/** Over which load and power are measured where there is no reading to compare with, ms. */
const shortStretchMs = 500;

interface Parts {
  readonly clock: Clock;
  readonly load?: CpuLoad;
  readonly temperature?: CpuTemperature;
  readonly power?: PackagePower;
}

/** What this computer measures of itself. */
export class MachineSensors {
  readonly #clock: Clock;
  readonly #load: CpuLoad;
  readonly #temperature: CpuTemperature;
  readonly #power: PackagePower;
  #lastAt = -Infinity;

  constructor({ clock, load, temperature, power }: Parts) {
    this.#clock = clock;
    this.#load = load ?? new CpuLoad();
    this.#temperature = temperature ?? new CpuTemperature(clock);
    this.#power = power ?? new PackagePower();
  }

  /** What the computer does not tell is null; never fails. Takes half a second after a long rest. */
  async read(): Promise<Sensors> {
    if (Math.abs(this.#clock.now() - this.#lastAt) > longestStretchMs) await this.#beginStretch();
    const [cpuTemperature, cpuPower] = await Promise.all([
      this.#temperature.read(),
      this.#power.read(),
    ]);
    const cpuLoad = this.#load.read();
    this.#lastAt = this.#clock.now();
    const memoryTotal = totalmem();
    // On Linux Node takes what is free from MemAvailable, which counts caches as free.
    const memoryUsed = memoryTotal - freemem();
    return { at: this.#lastAt, cpuLoad, cpuTemperature, cpuPower, memoryUsed, memoryTotal };
  }

  async #beginStretch(): Promise<void> {
    this.#load.read();
    await this.#power.read();
    await new Promise<void>((resolve) => this.#clock.after(shortStretchMs, resolve));
  }
}
