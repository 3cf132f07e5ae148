import { z } from 'zod';
import { busIdOf } from '../bus-id.ts';
import { scaledCount } from '../hashrate-unit.ts';
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
  sum,
  temperature,
  text,
} from '../miner-values.ts';

const Device = z.object({
  id: count,
  info: text,
  pci_bus_id: count,
  hashrate_raw: amount,
  accepted_shares: count,
  rejected_shares: count,
  invalid_shares: count,
  fan: percent,
  temperature,
  memTemperature: temperature,
  power,
});

const Status = z.object({
  miner: z.object({ devices: listOf(Device), total_hashrate_raw: amount }),
  stratum: z.object({
    accepted_shares: count,
    rejected_shares: count,
    invalid_shares: count,
    // `4.295 G`
    difficulty: z.string().max(40).transform(scaledCount).catch(null),
    latency: positive,
  }),
  version: z.string().max(60),
});

/**
 * NBMiner's interface, as its documentation of 40.0 shows it. It says when it began by the clock of
 * the computer, and not how long ago that was.
 */
export const nbminerApi = httpApi('/api/v1/status', Status, ({ miner, stratum }) => {
  const perCard = sum(miner.devices.map((device) => device.hashrate_raw));
  return {
    ...unknownReport,
    hashrate: measured(miner.total_hashrate_raw ?? perCard, stratum.accepted_shares),
    accepted: stratum.accepted_shares,
    rejected: stratum.rejected_shares,
    invalid: stratum.invalid_shares,
    difficulty: stratum.difficulty,
    poolLatencyMs: stratum.latency,
    devices: miner.devices.map(deviceOf),
  };
});

function deviceOf(device: z.infer<typeof Device>, at: number): DeviceReport {
  return {
    ...unknownDevice(device.id ?? at, 'gpu'),
    name: device.info,
    busId: busIdOf(device.pci_bus_id),
    hashrate: measured(device.hashrate_raw, device.accepted_shares),
    temperature: device.temperature,
    memoryTemperature: device.memTemperature,
    fanPercent: device.fan,
    power: device.power,
    accepted: device.accepted_shares,
    rejected: device.rejected_shares,
    invalid: device.invalid_shares,
  };
}
