import { z } from 'zod';
import {
  unknownDevice,
  unknownReport,
  type ApiQuery,
  type DeviceReport,
  type MinerApiDialect,
} from '../miner-report.ts';
import {
  amount,
  count,
  flag,
  jsonOf,
  listOf,
  measured,
  percent,
  power,
  seconds,
  sum,
  temperature,
} from '../miner-values.ts';

const Summary = z.object({
  SUMMARY: z.tuple([
    z.looseObject({
      Elapsed: seconds,
      Accepted: count,
      Rejected: count,
      'Hardware Errors': count,
    }),
  ]),
});

const Device = z.looseObject({
  GPU: count,
  Temperature: temperature,
  TemperatureMem: temperature,
  'Fan Percent': percent,
  'GPU Power': power,
  Accepted: count,
  Rejected: count,
  'Hardware Errors': count,
});

const Pool = z.object({ 'Stratum Active': flag });

/**
 * TeamRedMiner's interface, which is that of sgminer: one command a connection. Answers of 0.3.8 and
 * 0.3.10 as delawr0190/foreman-apps replays them, of 0.10.7 in monstermax/freemining. What a card is
 * and where it sits is printed too, so that `devdetails` is not asked every time.
 */
export const teamredminerApi: MinerApiDialect = {
  queries: [query('summary'), query('devs'), query('pools')],
  optional: [1, 2],
  read([summary, devs, pools]) {
    const parsed = Summary.safeParse(jsonOf(summary));
    if (!parsed.success) return null;
    const [totals] = parsed.data.SUMMARY;
    const devices = rowsOf(devs, 'DEVS', Device).map(deviceOf);
    const perCard = sum(devices.map((device) => device.hashrate));
    const active = rowsOf(pools, 'POOLS', Pool).flatMap((pool) => pool['Stratum Active'] ?? []);
    return {
      ...unknownReport,
      hashrate: measured(rateOf(totals) ?? perCard, totals.Accepted),
      accepted: totals.Accepted,
      rejected: totals.Rejected,
      invalid: totals['Hardware Errors'],
      poolConnected: active.length === 0 ? null : active.includes(true),
      uptimeMs: totals.Elapsed,
      devices,
    };
  },
  proof: 'age',
  control: null,
};

function query(command: string): ApiQuery {
  return { over: 'tcp', text: JSON.stringify({ command }), until: 'close' };
}

function rowsOf<T>(answer: unknown, name: string, row: z.ZodType<T>): readonly T[] {
  const parsed = z.record(z.string(), z.unknown()).safeParse(jsonOf(answer));
  return parsed.success ? listOf(row).parse(parsed.data[name]) : [];
}

/** `KHS 30s`, after the seconds that it was told to average over, and `KHS av` of its whole run. */
function rateOf(row: Readonly<Record<string, unknown>>): number | null {
  for (const [prefix, factor] of [['KHS', 1e3] as const, ['MHS', 1e6] as const]) {
    const names = Object.keys(row).filter((name) => /^[KM]HS \d{1,5}s$/.test(name));
    for (const name of [...names.filter((one) => one.startsWith(prefix)), `${prefix} av`]) {
      const rate = amount.parse(row[name]);
      if (rate !== null) return rate * factor;
    }
  }
  return null;
}

function deviceOf(device: z.infer<typeof Device>, at: number): DeviceReport {
  return {
    ...unknownDevice(device.GPU ?? at, 'gpu'),
    hashrate: measured(rateOf(device), device.Accepted),
    temperature: device.Temperature,
    memoryTemperature: device.TemperatureMem,
    fanPercent: device['Fan Percent'],
    power: device['GPU Power'],
    accepted: device.Accepted,
    rejected: device.Rejected,
    invalid: device['Hardware Errors'],
  };
}
