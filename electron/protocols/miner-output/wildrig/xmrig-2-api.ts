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
  temperature,
} from '../miner-values.ts';

/** Over ten seconds, a minute, a quarter of an hour; 0 where it is not known yet. */
const averages = listOf(amount);

const Hwmon = z.object({
  busID: listOf(count),
  temp: listOf(temperature),
  fan: listOf(percent),
  power: listOf(power),
});
const noHwmon: z.infer<typeof Hwmon> = { busID: [], temp: [], fan: [], power: [] };

const Results = z.object({
  diff_current: positive,
  shares_good: count,
  shares_total: count,
  shares_accepted: listOf(count),
  shares_rejected: listOf(count),
  shares_ignored: listOf(count),
});

const Answer = z.object({
  ua: z.string().max(120),
  kind: z.string().max(40),
  uptime: seconds,
  hashrate: z.object({ total: averages, threads: listOf(averages) }),
  hwmon: Hwmon.catch(noHwmon),
  results: Results,
  connection: z
    .object({ pool: z.string().nullable(), uptime: seconds, ping: positive })
    .nullable()
    .catch(null),
});
type Answer = z.infer<typeof Answer>;

/**
 * The interface that XMRig had up to version 2, and that WildRig still has, with its cards' sensors
 * and shares beside it: WildRig 0.43.1 in andru-kun/wildrig-multi#323.
 */
export const xmrig2Api = httpApi('/', Answer, (answer) => {
  const { results, connection } = answer;
  const { shares_good: good, shares_total: total } = results;
  const connected = connection === null ? null : (connection.uptime ?? 0) > 0 && !!connection.pool;
  return {
    ...unknownReport,
    hashrate: measured(firstKnown(answer.hashrate.total), good),
    accepted: good,
    rejected: good === null || total === null ? null : Math.max(0, total - good),
    difficulty: connected === false ? null : results.diff_current,
    poolConnected: connected,
    poolLatencyMs: connected === true ? (connection?.ping ?? null) : null,
    uptimeMs: answer.uptime,
    devices:
      answer.kind === 'cpu' ? [] : answer.hashrate.threads.map((_, at) => deviceOf(answer, at)),
  };
});

function deviceOf({ hashrate, hwmon, results }: Answer, index: number): DeviceReport {
  const accepted = results.shares_accepted[index] ?? null;
  return {
    ...unknownDevice(index, 'gpu'),
    busId: busIdOf(hwmon.busID[index] ?? null),
    hashrate: measured(firstKnown(hashrate.threads[index] ?? []), accepted),
    temperature: hwmon.temp[index] ?? null,
    fanPercent: hwmon.fan[index] ?? null,
    power: hwmon.power[index] ?? null,
    accepted,
    rejected: results.shares_rejected[index] ?? null,
    invalid: results.shares_ignored[index] ?? null,
  };
}

/** The shortest average that is known; 0 where all say so. */
function firstKnown(rates: readonly (number | null)[]): number | null {
  return (
    rates.find((rate) => rate !== null && rate > 0) ?? rates.find((rate) => rate !== null) ?? null
  );
}
