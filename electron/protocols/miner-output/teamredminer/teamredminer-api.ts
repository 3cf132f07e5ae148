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
  positive,
  power,
  seconds,
  sum,
  temperature,
} from '../miner-values.ts';

const rates = {
  'KHS 30s': amount,
  'MHS 30s': amount,
  'KHS av': amount,
  'MHS av': amount,
};
const Rates = z.object(rates);

const Summary = z.object({
  SUMMARY: z.tuple([
    z.object({
      ...rates,
      Elapsed: seconds,
      Accepted: count,
      Rejected: count,
      'Hardware Errors': count,
    }),
  ]),
});

const Device = z.object({
  ...rates,
  GPU: count,
  Temperature: temperature,
  'Fan Percent': percent,
  'GPU Power': power,
  Accepted: count,
  Rejected: count,
  'Hardware Errors': count,
});

const Pool = z.object({ 'Stratum Active': flag, 'Stratum Difficulty': positive });

/**
 * TeamRedMiner's interface, which is that of sgminer: one command a connection. `KHS 30s` is what
 * those who show it take; the rest is what sgminer documents.
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
    const [pool] = rowsOf(pools, 'POOLS', Pool);
    return {
      ...unknownReport,
      hashrate: measured(rateOf(totals) ?? perCard, totals.Accepted),
      accepted: totals.Accepted,
      rejected: totals.Rejected,
      invalid: totals['Hardware Errors'],
      difficulty: pool?.['Stratum Difficulty'] ?? null,
      poolConnected: pool?.['Stratum Active'] ?? null,
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

function rateOf(row: z.infer<typeof Rates>): number | null {
  const thousands = row['KHS 30s'] ?? row['KHS av'];
  if (thousands !== null) return thousands * 1e3;
  const millions = row['MHS 30s'] ?? row['MHS av'];
  return millions === null ? null : millions * 1e6;
}

function deviceOf(device: z.infer<typeof Device>, at: number): DeviceReport {
  return {
    ...unknownDevice(device.GPU ?? at, 'gpu'),
    hashrate: measured(rateOf(device), device.Accepted),
    temperature: device.Temperature,
    fanPercent: device['Fan Percent'],
    power: device['GPU Power'],
    accepted: device.Accepted,
    rejected: device.Rejected,
    invalid: device['Hardware Errors'],
  };
}
