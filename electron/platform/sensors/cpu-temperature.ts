import type { Clock } from '../../base/clock.ts';
import { linuxTemperature } from './linux-temperature.ts';

/** How long an answer may take; Windows starts a PowerShell for it, ms. */
const timeoutMs = 4_000;
/** How often a computer that does not tell is asked again, ms: a driver may be loaded later. */
const silentPeriodMs = 10 * 60_000;

/** How a temperature is asked for. */
export interface TemperatureSource {
  /** °C, null where the computer does not tell. */
  readonly ask: () => Promise<number | null>;
  /** How long an answer is good for, ms. */
  readonly periodMs: number;
}

/** Temperature of the processor, asked for no more often than it is worth. */
export class CpuTemperature {
  readonly #clock: Clock;
  readonly #source: TemperatureSource;
  #answer: number | null = null;
  #nextAt = -Infinity;
  #asking: Promise<void> | undefined;

  constructor(clock: Clock, source: TemperatureSource = systemSource()) {
    this.#clock = clock;
    this.#source = source;
  }

  /** @returns °C, null where it is not known, or not within four seconds */
  async read(): Promise<number | null> {
    const now = this.#clock.now();
    // After a clock was set back, "later" may be far away.
    const isGood = now < this.#nextAt && this.#nextAt - now <= silentPeriodMs;
    if (isGood) return this.#answer;
    // A question without an answer stays the only one, so that questions do not pile up.
    this.#asking ??= this.#ask().finally(() => (this.#asking = undefined));
    let cancel = (): void => undefined;
    const deadline = new Promise<'late'>((resolve) => {
      cancel = this.#clock.after(timeoutMs, () => resolve('late'));
    });
    const outcome = await Promise.race([this.#asking, deadline]);
    cancel();
    return outcome === 'late' ? null : this.#answer;
  }

  async #ask(): Promise<void> {
    this.#answer = await this.#source.ask().then(plausible, () => null);
    const periodMs = this.#answer === null ? silentPeriodMs : this.#source.periodMs;
    this.#nextAt = this.#clock.now() + periodMs;
  }
}

/** Sensors that are there but not connected say 0, -1 or 255. */
const plausible = (degrees: number | null): number | null =>
  degrees !== null && degrees > 0 && degrees < 150 ? degrees : null;

function systemSource(): TemperatureSource {
  if (process.platform === 'linux') return { ask: () => linuxTemperature(), periodMs: 1_000 };
  // Elsewhere each question starts a program.
  return { ask: systemInformationTemperature, periodMs: 30_000 };
}

async function systemInformationTemperature(): Promise<number | null> {
  const { cpuTemperature } = await import('systeminformation');
  const { main } = await cpuTemperature();
  return main;
}
