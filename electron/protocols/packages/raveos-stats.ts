import { unknownDevice, unknownReport } from '../miner-output/miner-report.ts';
import type { DeviceReport, MinerReport } from '../miner-output/miner-report.ts';
import type { RaveosDevice } from './raveos-config.ts';
import { StatsReader, type Fields } from './stats-reader.ts';

export interface RaveosFigures {
  /** Null where it is nothing that could be read. */
  readonly report: MinerReport | null;
  /** What was wrong, one sentence each. */
  readonly warnings: readonly string[];
  /** What the script found wrong itself. */
  readonly errors: readonly string[];
}

interface Shares {
  readonly accepted: number;
  readonly rejected: number;
  readonly invalid: number;
}

const maxDevices = 64;
const maxErrors = 20;
const noShares: Shares = { accepted: 0, rejected: 0, invalid: 0 };

const knownFields = new Set([
  'mpu',
  'fans',
  'shares',
  'errors',
  'log_file',
  'last_log_file_size',
  'have_driver_error',
  'api_port',
]);
const knownDeviceFields = new Set([
  'id',
  'id_by_type',
  'openl_id',
  'opencl_id',
  'opencl_id_by_platform',
  'pci_id',
  'pci',
  'type',
  'name',
  'memory',
  'memory_size',
  'hash_rate1',
  'hash_rate2',
  'temp',
  'shares',
]);
const knownShareFields = new Set(['accepted', 'rejected', 'invalid']);
const knownFanFields = new Set(['percent', 'rpm']);

/**
 * Reads what a script handed to `ravinos.set_stats()`. Nothing of it is trusted: what is unknown is
 * dropped, what cannot be is taken as not said, and both are told.
 *
 * @param text     JSON
 * @param devices  that the script was told of
 * Source: specification 004; the mistakes are those of public packages.
 */
export function readRaveosStats(text: string, devices: readonly RaveosDevice[]): RaveosFigures {
  const read = new StatsReader();
  const stats = read.parse(text);
  if (stats === null) return { report: null, warnings: read.warnings, errors: [] };
  read.dropUnknown(stats, knownFields, '');
  const fans = read.list(stats['fans'], 'fans', maxDevices);
  const reports = read
    .list(stats['mpu'], 'mpu', maxDevices)
    .map((entry, at) => deviceOf(read, entry, at, fans[at], devices));
  const rates = reports.flatMap(({ hashrate }) => (hashrate === null ? [] : [hashrate]));
  const report: MinerReport = {
    ...unknownReport,
    hashrate: rates.length === 0 ? null : rates.reduce((sum, rate) => sum + rate, 0),
    ...totalShares(sharesOf(read, stats['shares'], 'shares'), reports),
    devices: inOrder(reports),
  };
  const told = read.texts(stats['errors'], 'errors', maxErrors);
  const driver = stats['have_driver_error'] === true ? ['The driver of a device failed.'] : [];
  return { report, warnings: read.warnings, errors: [...told, ...driver] };
}

function deviceOf(
  read: StatsReader,
  entry: Fields,
  at: number,
  fan: Fields | undefined,
  devices: readonly RaveosDevice[],
): DeviceReport {
  const where = `mpu[${at}]`;
  read.dropUnknown(entry, knownDeviceFields, where);
  const busId = busIdOf(entry['pci']);
  const device = devices.find((one) => one.busId === busId) ?? devices[at];
  const index = read.number(entry['id'], `${where}.id`, { max: 255, whole: true }) ?? at;
  const isCpu = typeof entry['type'] === 'string' && entry['type'].toUpperCase() === 'CPU';
  if (fan) read.dropUnknown(fan, knownFanFields, `fans[${at}]`);
  return {
    ...unknownDevice(index, isCpu ? 'cpu' : 'gpu'),
    name: device?.name ?? null,
    busId: busId ?? device?.busId ?? null,
    hashrate: read.number(entry['hash_rate1'], `${where}.hash_rate1`, { max: 1e21 }),
    temperature: read.number(entry['temp'], `${where}.temp`, { max: 200 }),
    fanPercent: read.number(fan?.['percent'], `fans[${at}].percent`, { max: 100 }),
    ...sharesOf(read, entry['shares'], `${where}.shares`),
  };
}

/** Counts that are not there are 0: a script that counts nothing leaves them out. */
function sharesOf(read: StatsReader, value: unknown, where: string): Shares {
  const fields = read.object(value, where);
  if (fields === null) return noShares;
  read.dropUnknown(fields, knownShareFields, where);
  const count = (name: keyof Shares): number =>
    read.number(fields[name], `${where}.${name}`, { max: 1e12, whole: true }) ?? 0;
  return { accepted: count('accepted'), rejected: count('rejected'), invalid: count('invalid') };
}

/** Some scripts count by device only, and leave the total as they got it. */
function totalShares(total: Shares, devices: readonly DeviceReport[]): Shares {
  if (total.accepted + total.rejected + total.invalid > 0) return total;
  const sum = (name: keyof Shares): number =>
    devices.reduce((so, device) => so + (device[name] ?? 0), 0);
  return { accepted: sum('accepted'), rejected: sum('rejected'), invalid: sum('invalid') };
}

/** Each index once; of several devices that claim one, the first has it. */
function inOrder(devices: readonly DeviceReport[]): DeviceReport[] {
  const byIndex = new Map<number, DeviceReport>();
  for (const device of devices) if (!byIndex.has(device.index)) byIndex.set(device.index, device);
  return [...byIndex.values()].toSorted((a, b) => a.index - b.index);
}

function busIdOf(value: unknown): string | null {
  const match =
    typeof value === 'string'
      ? /^(?:[0-9a-f]{4}:)?([0-9a-f]{2}:[0-9a-f]{2}\.[0-7])$/i.exec(value)
      : null;
  return match?.[1]?.toLowerCase() ?? null;
}
