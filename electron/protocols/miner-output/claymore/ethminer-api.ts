import { z } from 'zod';
import { busIdOf } from '../bus-id.ts';
import {
  unknownDevice,
  type DeviceReport,
  type MinerApiDialect,
  type MinerReport,
} from '../miner-report.ts';
import { count, flag, jsonOf, listOf, measured, positive, seconds, text } from '../miner-values.ts';
import { claymoreQuery, readStat1, type Stat1Manner } from './stat1.ts';

const manner: Stat1Manner = { program: /^ethminer/, factor: 1000, countsAll: false };

/** `0x000003c8` → 968 */
const hexNumber = z
  .string()
  .regex(/^0x[0-9a-f]{1,16}$/i)
  .transform(Number)
  .nullable()
  .catch(null);

/** Accepted, rejected, failed, seconds since the last. */
const shares = listOf(count);

const Device = z.object({
  _index: count,
  hardware: z.object({
    name: text,
    pci: text,
    // °C, percent, W
    sensors: listOf(z.unknown()),
    type: text,
  }),
  mining: z.object({ hashrate: hexNumber, shares }),
});

const Detail = z.object({
  result: z.object({
    connection: z.object({ connected: flag }).nullable().catch(null),
    devices: listOf(Device),
    host: z.object({ runtime: seconds }).nullable().catch(null),
    mining: z.object({ difficulty: positive, hashrate: hexNumber, shares }),
  }),
});

/** ethminer's interface; 0.19.0 is recorded. Whole kH/s in one answer, H/s in the other. */
export const ethminerApi: MinerApiDialect = {
  queries: [claymoreQuery('miner_getstat1'), claymoreQuery('miner_getstatdetail')],
  optional: [1],
  read([stat1, detail]) {
    const report = readStat1(stat1, manner);
    const parsed = Detail.safeParse(jsonOf(detail));
    return report && parsed.success ? withDetail(report, parsed.data.result) : report;
  },
  proof: 'age',
  control: null,
};

function withDetail(report: MinerReport, detail: z.infer<typeof Detail>['result']): MinerReport {
  const { connection, devices, host, mining } = detail;
  const [accepted = null, rejected = null, invalid = null] = mining.shares;
  return {
    ...report,
    hashrate: measured(mining.hashrate, accepted) ?? report.hashrate,
    accepted: accepted ?? report.accepted,
    rejected: rejected ?? report.rejected,
    invalid: invalid ?? report.invalid,
    difficulty: mining.difficulty,
    poolConnected: connection?.connected ?? null,
    uptimeMs: host?.runtime ?? report.uptimeMs,
    devices: devices.length > 0 ? devices.map(deviceOf) : report.devices,
  };
}

function deviceOf(device: z.infer<typeof Device>, position: number): DeviceReport {
  const { hardware, mining } = device;
  const [celsius, fan, watts] = hardware.sensors;
  const [accepted = null, rejected = null, invalid = null] = mining.shares;
  const kind = hardware.type === 'CPU' ? 'cpu' : 'gpu';
  return {
    ...unknownDevice(device._index ?? position, kind),
    name: hardware.name,
    busId: busIdOf(hardware.pci),
    hashrate: mining.hashrate,
    temperature: positive.parse(celsius),
    // 0 where there is no sensor, which a processor never has.
    fanPercent: kind === 'cpu' ? null : fanOf(fan),
    power: positive.parse(watts),
    accepted,
    rejected,
    invalid,
  };
}

function fanOf(value: unknown): number | null {
  return typeof value === 'number' && value >= 0 && value <= 100 ? value : null;
}
