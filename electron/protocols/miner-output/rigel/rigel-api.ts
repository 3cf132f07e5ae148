import { z } from 'zod';
import { busIdOf } from '../bus-id.ts';
import { httpApi } from '../http-api.ts';
import { unknownDevice, unknownReport, type DeviceReport } from '../miner-report.ts';
import {
  amount,
  count,
  entryOf,
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

/** By the name of the algorithm. */
const byAlgorithm = <T>(value: z.ZodType<T>): z.ZodType<Record<string, T>> =>
  z.record(z.string().max(60), value).catch({});

const stat = z.object({ accepted: count, rejected: count, invalid: count }).nullable().catch(null);

const Device = z.object({
  id: count,
  name: text,
  pci_address: text,
  hashrate: byAlgorithm(amount),
  solution_stat: byAlgorithm(stat),
  monitoring_info: z
    .object({
      core_temperature: temperature,
      memory_temperature: temperature,
      fan_speed: percent,
      power_usage: power,
    })
    .nullable()
    .catch(null),
});

const Pool = z.object({
  // The word `disconnected`, or what it works on.
  state: z
    .union([z.string(), z.object({})])
    .nullable()
    .catch(null),
  average_latency_ms: positive,
});

const Stat = z.object({
  name: z.literal('Rigel'),
  uptime: seconds,
  // `a+b+zil` where it mines several at once.
  algorithm: z.string().max(200),
  hashrate: byAlgorithm(amount),
  solution_stat: byAlgorithm(stat),
  pools: byAlgorithm(listOf(Pool)),
  devices: listOf(Device),
});

/** Rigel's interface, as 1.23.2 answers. Of several algorithms at once, the first counts. */
export const rigelApi = httpApi('/stat', Stat, (answer) => {
  const first = answer.algorithm.split('+', 1)[0] ?? '';
  const {
    accepted = null,
    rejected = null,
    invalid = null,
  } = entryOf(answer.solution_stat, first) ?? {};
  const perCard = sum(answer.devices.map((device) => entryOf(device.hashrate, first)));
  const [pool] = entryOf(answer.pools, first) ?? [];
  return {
    ...unknownReport,
    hashrate: measured(entryOf(answer.hashrate, first) ?? perCard, accepted),
    accepted,
    rejected,
    invalid,
    poolConnected:
      pool === undefined || pool.state === null ? null : typeof pool.state !== 'string',
    poolLatencyMs: pool?.average_latency_ms ?? null,
    uptimeMs: answer.uptime,
    devices: answer.devices.map((device, at) => deviceOf(device, at, first)),
  };
});

function deviceOf(device: z.infer<typeof Device>, at: number, algorithm: string): DeviceReport {
  const {
    accepted = null,
    rejected = null,
    invalid = null,
  } = entryOf(device.solution_stat, algorithm) ?? {};
  const sensors = device.monitoring_info;
  return {
    ...unknownDevice(device.id ?? at, 'gpu'),
    name: device.name,
    busId: busIdOf(device.pci_address),
    hashrate: measured(entryOf(device.hashrate, algorithm), accepted),
    temperature: sensors?.core_temperature ?? null,
    memoryTemperature: sensors?.memory_temperature ?? null,
    fanPercent: sensors?.fan_speed ?? null,
    power: sensors?.power_usage ?? null,
    accepted,
    rejected,
    invalid,
  };
}
