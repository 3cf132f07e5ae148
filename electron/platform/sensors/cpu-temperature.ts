import type { Clock } from '../../base/clock.ts';
import { linuxTemperature } from './linux-temperature.ts';
import { plausibleDegrees } from './plausible.ts';
import { SharedAnswer } from './shared-answer.ts';

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
  readonly #answer: SharedAnswer<number | null>;

  constructor(clock: Clock, { ask, periodMs }: TemperatureSource = systemSource()) {
    this.#answer = new SharedAnswer<number | null>(clock, {
      ask: async () => plausibleDegrees(await ask()),
      unknown: null,
      goodForMs: (degrees) => (degrees === null ? silentPeriodMs : periodMs),
    });
  }

  /** @returns °C, null where it is not known, or not within four seconds */
  read(): Promise<number | null> {
    return this.#answer.read();
  }
}

function systemSource(): TemperatureSource {
  if (process.platform === 'linux') return { ask: () => linuxTemperature(), periodMs: 1_000 };
  // Elsewhere each question starts a program, which on Windows is a PowerShell.
  return { ask: systemInformationTemperature, periodMs: 30_000 };
}

async function systemInformationTemperature(): Promise<number | null> {
  const { cpuTemperature } = await import('systeminformation');
  const { main } = await cpuTemperature();
  return main;
}
