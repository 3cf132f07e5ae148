import type { CardFigures } from './card-figures.ts';
import { plausibleDegrees, plausiblePercent, plausibleWatts } from './plausible.ts';

/** In this order they are asked for, and answered. */
export const nvidiaSmiFields = [
  'pci.bus_id',
  'temperature.gpu',
  'temperature.memory',
  'fan.speed',
  'power.draw',
  'utilization.gpu',
] as const;

/** No rig has so many cards. */
const maxRows = 256;

/**
 * Reads what `nvidia-smi --format=csv,noheader,nounits` prints for {@link nvidiaSmiFields}: a row for
 * each card. What is no number (`[N/A]`, `[Not Supported]`, `[Unknown Error]`, `ERR!`) is not told;
 * what is no row is left out.
 *
 * @returns figures by `0b:00.0`
 * Source: man nvidia-smi (1), and outputs that people posted.
 */
export function readNvidiaSmi(output: string): ReadonlyMap<string, CardFigures> {
  const cards = new Map<string, CardFigures>();
  for (const line of output.split('\n').slice(0, maxRows)) {
    const [address, core, memory, fan, power, load, ...more] = line
      .split(',')
      .map((field) => field.trim());
    const busId = busIdOf(address ?? '');
    if (busId === null || load === undefined || more.length > 0) continue;
    cards.set(busId, {
      temperature: plausibleDegrees(numberOf(core)),
      memoryTemperature: plausibleDegrees(numberOf(memory)),
      hotSpotTemperature: null,
      fanPercent: plausiblePercent(numberOf(fan)),
      power: plausibleWatts(numberOf(power)),
      load: plausiblePercent(numberOf(load)),
    });
  }
  return cards;
}

/** `00000000:0B:00.0`; older drivers write four digits before the bus. */
const busIdOf = (address: string): string | null =>
  /^[\da-f]{4,8}:([\da-f]{2}:[\da-f]{2}\.[0-7])$/i.exec(address)?.[1]?.toLowerCase() ?? null;

const numberOf = (field: string | undefined): number | null =>
  field !== undefined && /^\d{1,6}(?:\.\d{1,6})?$/.test(field) ? Number(field) : null;
