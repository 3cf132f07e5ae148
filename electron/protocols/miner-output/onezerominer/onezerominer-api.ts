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
  power,
  seconds,
  sum,
  temperature,
  text,
} from '../miner-values.ts';

const Device = z.object({ bus_id: count, name: text, temp: temperature, fan: percent, power });

const Algorithm = z.object({
  total_hashrate: amount,
  hashrates: listOf(amount),
  total_accepted_shares: count,
  total_rejected_shares: count,
  devices_accepted_shares: listOf(count),
  devices_rejected_shares: listOf(count),
});
type Algorithm = z.infer<typeof Algorithm>;

const Answer = z.object({
  version: z.string().max(60),
  uptime_seconds: seconds,
  devices: listOf(Device),
  algos: z.array(z.unknown()),
});

/** OneZeroMiner's interface, as those who show 1.7.8 take it. The first of its algorithms counts. */
export const onezerominerApi = httpApi('/', Answer, ({ uptime_seconds, devices, algos }) => {
  const [algorithm] = listOf(Algorithm).parse(algos);
  const accepted = algorithm?.total_accepted_shares ?? null;
  const perCard = sum(algorithm?.hashrates ?? []);
  return {
    ...unknownReport,
    hashrate: measured(algorithm?.total_hashrate ?? perCard, accepted),
    accepted,
    rejected: algorithm?.total_rejected_shares ?? null,
    uptimeMs: uptime_seconds,
    devices: devices.map((device, index) => deviceOf(device, index, algorithm)),
  };
});

function deviceOf(
  device: z.infer<typeof Device>,
  index: number,
  algorithm?: Algorithm,
): DeviceReport {
  const accepted = algorithm?.devices_accepted_shares[index] ?? null;
  return {
    ...unknownDevice(index, 'gpu'),
    name: device.name,
    busId: busIdOf(device.bus_id),
    hashrate: measured(algorithm?.hashrates[index] ?? null, accepted),
    temperature: device.temp,
    fanPercent: device.fan,
    power: device.power,
    accepted,
    rejected: algorithm?.devices_rejected_shares[index] ?? null,
  };
}
