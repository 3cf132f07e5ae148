import type { DeviceReading } from '../../../electron/contract/values/reading.ts';
import type { Run } from '../../../electron/contract/values/run.ts';
import { t } from '../../locales/t.ts';
import { isActive, readingStaleAfterMs } from './active.ts';

/**
 * What a run says of its devices now, as far as that is more than it says of itself: several of
 * them, or how warm one is and what it takes.
 */
export function devicesOf(run: Run, now: number): readonly DeviceReading[] {
  const { reading } = run;
  if (!isActive(run) || reading === null || now - reading.at > readingStaleAfterMs) return [];
  return reading.devices.length > 1 || reading.devices.some(hasSensors) ? reading.devices : [];
}

const hasSensors = (device: DeviceReading): boolean =>
  device.temperature !== null ||
  device.memoryTemperature !== null ||
  device.fanPercent !== null ||
  device.power !== null;

/** What a person calls a device: as its miner does, or else by its number. */
export function deviceName({ kind, name, index }: DeviceReading): string {
  if (name !== null && name.trim() !== '') return name;
  return kind === 'cpu' ? t('devices.cpu') : t('devices.gpu', { index: String(index) });
}
