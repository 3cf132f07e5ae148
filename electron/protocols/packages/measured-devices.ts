import type { DeviceReport } from '../miner-output/miner-report.ts';
import { busOf } from './bus-number.ts';
import type { CardSensors, PackageCard } from './hiveos-cards.ts';

/**
 * What is measured of the only card on a bus. Bus 0 is left out: it is that of the processor, and what
 * scripts of miners without cards say.
 */
export function sensorsOnBus(
  bus: number | null,
  cards: readonly PackageCard[],
  sensors: readonly CardSensors[],
): CardSensors | null {
  const [card, ...more] = cards.filter(({ busId }) => busOf(busId) === bus);
  if (bus === 0 || card === undefined || more.length > 0) return null;
  return sensors.find(({ busId }) => busId === card.busId) ?? null;
}

/** Whether a fan of 0 % was measured; else a script says so of one that nobody told it of. */
export const standsStill = (
  card: PackageCard | undefined,
  sensors: readonly CardSensors[],
): boolean => sensors.find(({ busId }) => busId === card?.busId)?.fanPercent === 0;

/** A device with what was measured where its miner does not tell. */
export const filledFrom = (device: DeviceReport, measured: CardSensors | null): DeviceReport => ({
  ...device,
  temperature: device.temperature ?? measured?.temperature ?? null,
  memoryTemperature: device.memoryTemperature ?? measured?.memoryTemperature ?? null,
  fanPercent: device.fanPercent ?? measured?.fanPercent ?? null,
  power: device.power ?? measured?.power ?? null,
});
