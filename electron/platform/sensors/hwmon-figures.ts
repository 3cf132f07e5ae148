import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { filledFrom, unknownFigures, type CardFigures } from './card-figures.ts';
import { plausibleDegrees, plausiblePercent, plausibleWatts } from './plausible.ts';
import { readNumber, readSmallFile } from './small-file.ts';

type Place = 'temperature' | 'memoryTemperature' | 'hotSpotTemperature';

/** What drivers call their temperatures: amdgpu the first three, Intel's xe the last two. */
const places: ReadonlyMap<string, Place> = new Map([
  ['edge', 'temperature'],
  ['junction', 'hotSpotTemperature'],
  ['mem', 'memoryTemperature'],
  ['pkg', 'temperature'],
  ['vram', 'memoryTemperature'],
]);

/** Drivers whose pwm1 goes to 255; nouveau's, for one, is in percent. */
const driversOf255 = new Set(['amdgpu', 'radeon']);

/**
 * What the kernel tells of a graphics card; NVIDIA's own driver tells nothing there.
 *
 * @param device  folder of the card below /sys/bus/pci/devices
 * Source: https://docs.kernel.org/gpu/amdgpu/thermal.html and sysfs-driver-intel-xe-hwmon.
 */
export async function hwmonFigures(device: string): Promise<CardFigures> {
  const names = await readdir(join(device, 'hwmon')).catch(() => []);
  const monitors = names.filter((name) => /^hwmon\d+$/.test(name)).toSorted();
  const found = await Promise.all(monitors.map((name) => readMonitor(join(device, 'hwmon', name))));
  const load = plausiblePercent(await readNumber(join(device, 'gpu_busy_percent')));
  return found.reduce(filledFrom, { ...unknownFigures, load });
}

async function readMonitor(monitor: string): Promise<CardFigures> {
  return {
    ...unknownFigures,
    ...(await temperaturesOf(monitor)),
    fanPercent: await fanOf(monitor),
    power: (await wattsIn(monitor, 'power1_average')) ?? (await wattsIn(monitor, 'power1_input')),
  };
}

async function temperaturesOf(monitor: string): Promise<Partial<Record<Place, number>>> {
  const found: Partial<Record<Place, number>> = {};
  for (const name of await readdir(monitor).catch(() => [])) {
    const prefix = /^(temp\d+)_input$/.exec(name)?.[1];
    if (prefix === undefined) continue;
    const label = await readSmallFile(join(monitor, `${prefix}_label`));
    // Older cards and drivers have one sensor, without a name.
    const place = label === null && prefix === 'temp1' ? 'temperature' : places.get(label ?? '');
    const millidegrees = await readNumber(join(monitor, name));
    const degrees = plausibleDegrees(millidegrees === null ? null : millidegrees / 1_000);
    if (place !== undefined && degrees !== null) found[place] ??= degrees;
  }
  return found;
}

async function fanOf(monitor: string): Promise<number | null> {
  if (!driversOf255.has((await readSmallFile(join(monitor, 'name'))) ?? '')) return null;
  const value = await readNumber(join(monitor, 'pwm1'));
  return plausiblePercent(value === null ? null : Math.round((value * 100) / 255));
}

async function wattsIn(monitor: string, name: string): Promise<number | null> {
  const microwatts = await readNumber(join(monitor, name));
  return plausibleWatts(microwatts === null ? null : microwatts / 1e6);
}
