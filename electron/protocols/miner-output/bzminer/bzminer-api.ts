import { z } from 'zod';
import { busIdOf } from '../bus-id.ts';
import { httpApi } from '../http-api.ts';
import { unknownDevice, unknownReport, type DeviceReport } from '../miner-report.ts';
import {
  amount,
  count,
  listOf,
  measured,
  percent,
  positive,
  power,
  seconds,
  sum,
  temperature,
  text,
} from '../miner-values.ts';

/** One for each pool; a second one is there even where it is not used. */
const counts = listOf(count);

const Device = z.object({
  // 4: a processor
  vendor: count,
  pci_bus_id: count,
  name: text,
  hashrate: listOf(amount),
  valid_solutions: counts,
  rejected_solutions: counts,
  invalid_solutions: counts,
  core_temp: temperature,
  mem_temp: temperature,
  fan: percent,
  power,
});

const Pool = z.object({
  hashrate: amount,
  difficulty: positive,
  valid_solutions: count,
  rejected_solutions: count,
  invalid_solutions: count,
  average_latency: positive,
});

const Status = z.object({
  bzminer_version: z.string().max(60),
  uptime_s: seconds,
  pools: listOf(Pool),
  devices: listOf(Device),
});

/**
 * BzMiner's interface: a pool of 9.0.0 from bzminer/bzminer#67, its devices as those who show them take
 * them. The word for the state of a pool was garbage there, and is not read.
 */
export const bzminerApi = httpApi('/status', Status, ({ uptime_s, pools, devices }) => {
  const [pool] = pools;
  const perDevice = sum(devices.map((device) => device.hashrate[0] ?? null));
  const accepted =
    pool?.valid_solutions ?? sum(devices.map((one) => one.valid_solutions[0] ?? null));
  return {
    ...unknownReport,
    hashrate: measured(perDevice ?? pool?.hashrate ?? null, accepted),
    accepted,
    rejected: pool?.rejected_solutions ?? null,
    invalid: pool?.invalid_solutions ?? null,
    difficulty: pool?.difficulty ?? null,
    poolLatencyMs: pool?.average_latency ?? null,
    uptimeMs: uptime_s,
    devices: devices.map(deviceOf),
  };
});

function deviceOf(device: z.infer<typeof Device>, index: number): DeviceReport {
  const isCpu = device.vendor === 4;
  const accepted = device.valid_solutions[0] ?? null;
  return {
    ...unknownDevice(index, isCpu ? 'cpu' : 'gpu'),
    name: device.name,
    busId: isCpu ? null : busIdOf(device.pci_bus_id),
    hashrate: measured(device.hashrate[0] ?? null, accepted),
    temperature: device.core_temp,
    memoryTemperature: device.mem_temp,
    fanPercent: isCpu ? null : device.fan,
    power: device.power,
    accepted,
    rejected: device.rejected_solutions[0] ?? null,
    invalid: device.invalid_solutions[0] ?? null,
  };
}
