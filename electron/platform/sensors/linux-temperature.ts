import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readNumber, readSmallFile } from './small-file.ts';

/** Kernel drivers that measure processors: Intel, AMD, AMD by zenpower, small ARM boards. */
const processorDrivers = new Set(['coretemp', 'k10temp', 'zenpower', 'cpu_thermal']);

/**
 * Names of what measures the whole processor, best first. AMD's Tctl is Tdie plus an offset on a few
 * models (https://docs.kernel.org/hwmon/k10temp.html).
 */
const wholeProcessor = [/^Package id/i, /^Tdie$/i, /^Tctl$/i];

/**
 * Temperature of the hottest processor, as Linux's hardware monitoring tells it.
 *
 * @param folder  the kernel's hwmon folder
 * @returns       °C, null where there is no such sensor
 */
export async function linuxTemperature(folder = '/sys/class/hwmon'): Promise<number | null> {
  const monitors = await readdir(folder).catch(() => []);
  const found: number[] = [];
  for (const monitor of monitors) {
    const driver = await readSmallFile(join(folder, monitor, 'name'));
    if (driver === null || !processorDrivers.has(driver)) continue;
    const temperature = await processorTemperature(join(folder, monitor));
    if (temperature !== null) found.push(temperature);
  }
  return found.length === 0 ? null : Math.max(...found);
}

async function processorTemperature(monitor: string): Promise<number | null> {
  const sensors: { readonly label: string; readonly degrees: number }[] = [];
  for (const name of await readdir(monitor).catch(() => [])) {
    const prefix = /^(temp\d+)_input$/.exec(name)?.[1];
    if (prefix === undefined) continue;
    const millidegrees = await readNumber(join(monitor, name));
    if (millidegrees === null || millidegrees <= 0) continue;
    const label = (await readSmallFile(join(monitor, `${prefix}_label`))) ?? '';
    sensors.push({ label, degrees: millidegrees / 1_000 });
  }
  for (const pattern of wholeProcessor) {
    const sensor = sensors.find(({ label }) => pattern.test(label));
    if (sensor) return sensor.degrees;
  }
  return sensors.length === 0 ? null : Math.max(...sensors.map(({ degrees }) => degrees));
}
