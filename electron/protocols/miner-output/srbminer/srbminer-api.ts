import { z } from 'zod';
import { busIdOf } from '../bus-id.ts';
import { scaledCount } from '../hashrate-unit.ts';
import { httpApi } from '../http-api.ts';
import { unknownDevice, unknownReport, type DeviceReport } from '../miner-report.ts';
import {
  amount,
  count,
  deviceLimit,
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

/** `{ "total": …, "gpu0": … }`, or with `thread0` for a processor; doubles: they go to 9e13 and beyond. */
const rates = z.record(z.string().max(40), amount).catch({});

const Gpu = z.object({
  id: count,
  bus_id: count,
  // Such as `gpu0`, by which the hashrates name it.
  device: text,
  model: text,
  temperature,
  fan_speed_percent: percent,
  asic_power: power,
  compute_errors: count,
});

/** By the name of the card. */
const perCard = z.record(z.string().max(40), count).catch({});

const Algorithm = z.object({
  shares: z.object({ accepted: count, rejected: count }).nullable().catch(null),
  pool: z
    .object({
      difficulty: z
        .union([positive.unwrap(), z.string().max(40).transform(scaledCount)])
        .catch(null),
      latency: positive,
    })
    .nullable()
    .catch(null),
  hashrate: z.object({ cpu: rates, gpu: rates, '1min': amount }).nullable().catch(null),
  gpu_accepted_shares: perCard,
  gpu_rejected_shares: perCard,
  gpu_compute_errors: perCard,
});
type Algorithm = z.infer<typeof Algorithm>;

const Stats = z.object({
  miner_version: z.string().max(60),
  mining_time: seconds,
  total_cpu_workers: count,
  cpu_devices: listOf(z.object({ model: text })),
  gpu_devices: listOf(Gpu),
  algorithms: listOf(Algorithm),
});

/**
 * SRBMiner-MULTI's interface: 0.5.6 as delawr0190/foreman-apps replays it, 3.3.7 as
 * bitcap-co/bitcap-ipr does. Up to 0.7 its fans are said in turns a minute, and shares of all cards
 * together.
 */
export const srbminerApi = httpApi('/', Stats, (answer) => {
  const [algorithm] = answer.algorithms;
  const { cpu = {}, gpu = {} } = algorithm?.hashrate ?? {};
  const accepted = algorithm?.shares?.accepted ?? null;
  const now = sum([cpu['total'] ?? null, gpu['total'] ?? null]);
  const threads = answer.total_cpu_workers ?? 0;
  return {
    ...unknownReport,
    hashrate: measured(now ?? algorithm?.hashrate?.['1min'] ?? null, accepted),
    accepted,
    rejected: algorithm?.shares?.rejected ?? null,
    difficulty: algorithm?.pool?.difficulty ?? null,
    threads: threads > 0 ? threads : null,
    poolLatencyMs: algorithm?.pool?.latency ?? null,
    uptimeMs: answer.mining_time,
    devices: [
      ...(threads > 0
        ? [
            {
              ...unknownDevice(0, 'cpu'),
              name: answer.cpu_devices[0]?.model ?? null,
              hashrate: measured(cpu['total'] ?? null, accepted),
            },
          ]
        : []),
      ...answer.gpu_devices.map((card, at) => deviceOf(card, at, algorithm)),
    ].slice(0, deviceLimit),
  };
});

function deviceOf(card: z.infer<typeof Gpu>, at: number, algorithm?: Algorithm): DeviceReport {
  const index = card.id ?? at;
  const name = card.device ?? `gpu${index}`;
  const accepted = entryOf(algorithm?.gpu_accepted_shares, name);
  return {
    ...unknownDevice(index, 'gpu'),
    name: card.model,
    busId: busIdOf(card.bus_id),
    hashrate: measured(
      entryOf(algorithm?.hashrate?.gpu, name),
      accepted ?? algorithm?.shares?.accepted ?? null,
    ),
    temperature: card.temperature,
    fanPercent: card.fan_speed_percent,
    power: card.asic_power,
    accepted,
    rejected: entryOf(algorithm?.gpu_rejected_shares, name),
    invalid: entryOf(algorithm?.gpu_compute_errors, name) ?? card.compute_errors,
  };
}
