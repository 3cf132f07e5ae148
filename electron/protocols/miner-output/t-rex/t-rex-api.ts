import { z } from 'zod';
import { busIdOf } from '../bus-id.ts';
import { scaledCount } from '../hashrate-unit.ts';
import { httpApi } from '../http-api.ts';
import { unknownDevice, unknownReport, type DeviceReport } from '../miner-report.ts';
import {
  amount,
  count,
  flag,
  listOf,
  measured,
  percent,
  positive,
  power,
  seconds,
  temperature,
  text,
} from '../miner-values.ts';

const Gpu = z.object({
  gpu_id: count,
  name: text,
  vendor: text,
  pci_bus: count,
  hashrate: amount,
  temperature,
  memory_temperature: temperature,
  fan_speed: percent,
  power,
  shares: z
    .object({ accepted_count: count, rejected_count: count, invalid_count: count })
    .nullable()
    .catch(null),
});

const Summary = z.object({
  name: z.literal('t-rex'),
  hashrate: amount,
  accepted_count: count,
  rejected_count: count,
  invalid_count: count,
  paused: flag,
  uptime: seconds,
  active_pool: z
    .object({
      // A number up to 0.19, text such as `4.00 G` later.
      difficulty: z
        .union([positive.unwrap(), z.string().max(40).transform(scaledCount)])
        .catch(null),
      ping: positive,
    })
    .nullable()
    .catch(null),
  gpus: listOf(Gpu),
});

/** T-Rex's interface, as 0.24.6 answers. Its orders need a password of a session of their own. */
export const tRexApi = httpApi('/summary', Summary, (answer) => ({
  ...unknownReport,
  hashrate: answer.paused === true ? 0 : measured(answer.hashrate, answer.accepted_count),
  accepted: answer.accepted_count,
  rejected: answer.rejected_count,
  invalid: answer.invalid_count,
  difficulty: answer.active_pool?.difficulty ?? null,
  poolLatencyMs: answer.active_pool?.ping ?? null,
  paused: answer.paused,
  uptimeMs: answer.uptime,
  devices: answer.gpus.map(deviceOf),
}));

function deviceOf(gpu: z.infer<typeof Gpu>, position: number): DeviceReport {
  const { shares } = gpu;
  return {
    ...unknownDevice(gpu.gpu_id ?? position, 'gpu'),
    name: gpu.vendor !== null && gpu.name !== null ? `${gpu.vendor} ${gpu.name}` : gpu.name,
    busId: busIdOf(gpu.pci_bus),
    hashrate: measured(gpu.hashrate, shares?.accepted_count ?? null),
    temperature: gpu.temperature,
    memoryTemperature: gpu.memory_temperature,
    fanPercent: gpu.fan_speed,
    power: gpu.power,
    accepted: shares?.accepted_count ?? null,
    rejected: shares?.rejected_count ?? null,
    invalid: shares?.invalid_count ?? null,
  };
}
