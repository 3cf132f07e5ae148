import { z } from 'zod';
import { busIdOf } from '../bus-id.ts';
import { unitFactor } from '../hashrate-unit.ts';
import { httpApi } from '../http-api.ts';
import { unknownDevice, unknownReport, type DeviceReport } from '../miner-report.ts';
import {
  amount,
  count,
  listOf,
  measured,
  percent,
  power,
  seconds,
  sum,
  temperature,
  text,
} from '../miner-values.ts';

const Device = z.object({
  gpu_id: count,
  bus_id: text,
  name: text,
  speed: amount,
  accepted_shares: count,
  rejected_shares: count,
  invalid_shares: count,
  fan: percent,
  temperature,
  memory_temperature: temperature,
  power_usage: power,
});

const Stat = z.object({
  miner: z.string().regex(/^GMiner/i),
  uptime: seconds,
  // `H/s`, or `Sol/s` on Equihash.
  speed_unit: text,
  total_accepted_shares: count,
  total_rejected_shares: count,
  total_invalid_shares: count,
  devices: listOf(Device),
});

/** GMiner's interface, as 2.33, 2.73 and 2.90 answer. Of two coins mined at once, the first counts. */
export const gminerApi = httpApi('/stat', Stat, (answer) => {
  const factor = unitFactor(answer.speed_unit ?? 'H/s');
  const accepted = answer.total_accepted_shares;
  const devices = answer.devices.map((device, at) => deviceOf(device, at, factor));
  return {
    ...unknownReport,
    hashrate: measured(sum(devices.map((device) => device.hashrate)), accepted),
    accepted,
    rejected: answer.total_rejected_shares,
    invalid: answer.total_invalid_shares,
    uptimeMs: answer.uptime,
    devices,
  };
});

function deviceOf(device: z.infer<typeof Device>, at: number, factor: number | null): DeviceReport {
  const { speed } = device;
  return {
    ...unknownDevice(device.gpu_id ?? at, 'gpu'),
    name: device.name,
    busId: busIdOf(device.bus_id),
    hashrate: measured(
      speed === null || factor === null ? null : speed * factor,
      device.accepted_shares,
    ),
    temperature: device.temperature,
    memoryTemperature: device.memory_temperature,
    fanPercent: device.fan,
    power: device.power_usage,
    accepted: device.accepted_shares,
    rejected: device.rejected_shares,
    invalid: device.invalid_shares,
  };
}
