import { z } from 'zod';
import { busIdOf } from '../bus-id.ts';
import { unknownDevice, type DeviceReport } from '../miner-report.ts';
import {
  amount,
  count,
  deviceLimit,
  listOf,
  percent,
  power,
  sum,
  temperature,
  text,
} from '../miner-values.ts';

/** Over ten seconds, a minute, a quarter of an hour. */
const rates = z.array(amount).catch([]);

const Thread = z.object({
  index: count,
  name: text,
  board: text,
  bus_id: text,
  hashrate: rates,
  health: z
    .object({
      temperature,
      power,
      // Percent of each fan, from NVIDIA's library; AMD's gives turns a minute, which say no percent.
      fan_speed: z.array(percent).catch([]),
    })
    .nullable()
    .catch(null),
});

const Backend = z.object({
  type: z.string(),
  hashrate: rates,
  threads: listOf(Thread),
});

/**
 * Reads the body of XMRig's `/2/backends`: processor threads as one device, and each card as one,
 * however many threads work on it.
 *
 * @param body       anything, as parsed from JSON; a processor's part is recorded from 6.26.0, a
 *                   card's is as the source of 6.x writes it
 * @param processor  name of the processor, as the summary gives it
 * @returns          no devices and null where it is no such answer
 */
export function readXmrigBackends(
  body: unknown,
  processor: string | null,
): { devices: DeviceReport[]; threads: number | null } {
  const backends = listOf(Backend).parse(body);
  const cpu = backends.find(({ type, threads }) => type === 'cpu' && threads.length > 0);
  const devices = cpu ? [processorOf(cpu, processor)] : [];
  const cards = backends.filter(({ type }) => type !== 'cpu').flatMap(({ threads }) => threads);
  return {
    devices: [...devices, ...cardsOf(cards)].slice(0, deviceLimit),
    threads: cpu?.threads.length ?? null,
  };
}

function processorOf(backend: z.infer<typeof Backend>, name: string | null): DeviceReport {
  const threads = backend.threads.map(({ hashrate }) => hashrate[0] ?? null);
  // The miner's own sum, where it has one: it rounds once.
  const hashrate = backend.hashrate[0] ?? sum(threads);
  return { ...unknownDevice(0, 'cpu'), name, hashrate };
}

function cardsOf(threads: readonly z.infer<typeof Thread>[]): DeviceReport[] {
  const cards = new Map<number, DeviceReport>();
  for (const { index, name, board, bus_id: busId, hashrate, health } of threads) {
    if (index === null) continue;
    const known = cards.get(index);
    const rate = hashrate[0] ?? null;
    cards.set(index, {
      ...unknownDevice(index, 'gpu'),
      name: board ?? name,
      busId: busIdOf(busId),
      hashrate: known ? sum([known.hashrate, rate]) : rate,
      temperature: health?.temperature ?? null,
      power: health?.power ?? null,
      fanPercent: health?.fan_speed[0] ?? null,
    });
  }
  return [...cards.values()].sort((one, other) => one.index - other.index);
}
