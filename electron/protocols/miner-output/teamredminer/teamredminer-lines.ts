import { busIdOf } from '../bus-id.ts';
import { DeviceTable } from '../device-table.ts';
import { hashrateOf } from '../hashrate-unit.ts';
import { readByRules, type LineRule } from '../line-rules.ts';
import type { LineReader } from '../miner-report.ts';
import { printedDuration, printedPercent, printedSensor, withoutTime } from '../printed-values.ts';

/** Reads what TeamRedMiner prints, as todxx/teamredminer#5, #44, #492 and #544 show (0.3 to 0.9). */
export function openTeamredminerReader(): LineReader {
  const devices = new DeviceTable();
  /** Of the algorithms mined at once, the one that is printed first. */
  let first: string | undefined;
  const isFirst = (algorithm: string | undefined): boolean => (first ??= algorithm) === algorithm;

  const rules: readonly LineRule[] = [
    {
      // `GPU  0 [45C, fan 28%]   ethash: 61.03Mh/s, avg 61.02Mh/s, pool 62.79Mh/s a:2537 r:0 hw:0`
      pattern:
        /^GPU +(?<index>\d{1,3}) \[ *(?<celsius>\d{1,3})C, fan +(?<fan>\d{1,3})%\] +(?<algorithm>[^\s:]{1,40}): *(?<amount>\d+(?:\.\d+)?) ?(?<unit>[^\s,]+), .{1,80}? a:(?<accepted>\d{1,15}) r:(?<rejected>\d{1,15}) hw:(?<invalid>\d{1,15})/,
      read(groups) {
        const { index, celsius, fan, algorithm, amount = '', unit = '' } = groups;
        devices.update('gpu', Number(index), {
          temperature: printedSensor(celsius),
          fanPercent: printedPercent(fan),
          ...(isFirst(algorithm)
            ? {
                hashrate: hashrateOf(amount, unit),
                accepted: Number(groups['accepted']),
                rejected: Number(groups['rejected']),
                invalid: Number(groups['invalid']),
              }
            : {}),
        });
        return { devices: devices.list() };
      },
    },
    {
      pattern:
        /^Total +(?<algorithm>[^\s:]{1,40}): *(?<amount>\d+(?:\.\d+)?) ?(?<unit>[^\s,]+), .{1,80}? a:(?<accepted>\d{1,15}) r:(?<rejected>\d{1,15})/,
      read: ({ algorithm, amount = '', unit = '', accepted, rejected }) =>
        isFirst(algorithm)
          ? {
              hashrate: hashrateOf(amount, unit),
              accepted: Number(accepted),
              rejected: Number(rejected),
            }
          : {},
    },
    {
      // `0   2b:00.0   60  1275    738    1059   45C   49C   62C   28.63%   957    687 mV  90 W  A828`
      pattern:
        /^(?<index>\d{1,3}) +(?<address>[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]) +\d+ +\d+ +\d+ +\d+ +(?<celsius>\d{1,3})C +\d{1,3}C +(?<memory>\d{1,3})C +(?<fan>\d{1,3}(?:\.\d+)?)% .*? (?<watts>\d{1,4}) W\b/,
      read({ index, address = '', celsius, memory, fan, watts }) {
        devices.update('gpu', Number(index), {
          busId: busIdOf(address),
          temperature: printedSensor(celsius),
          memoryTemperature: printedSensor(memory),
          fanPercent: printedPercent(fan),
          power: printedSensor(watts),
        });
        return { devices: devices.list() };
      },
    },
    {
      pattern:
        /^Successfully initialized GPU (?<index>\d{1,3}): (?<name>\S.{0,60}?) with \d+ CU \(PCIe (?<address>[^)]{1,20})\)/,
      read({ index, name = null, address = '' }) {
        devices.update('gpu', Number(index), { name, busId: busIdOf(address) });
        return { devices: devices.list() };
      },
    },
    {
      // How many that makes is said per pool, of which there may be two; the table has the sums.
      pattern: /^Pool \S+ share (?:accepted|rejected)\. .{0,80}?\((?<latency>\d{1,9}) ms\)/,
      read: ({ latency }) => ({ poolLatencyMs: Number(latency), poolConnected: true }),
    },
    {
      pattern: /^Pool \S+ (?:received new job|successfully subscribed|authorization succeeded)/,
      read: () => ({ poolConnected: true }),
    },
    {
      pattern: /^Stats Uptime: (?<time>.{1,60})$/,
      read: ({ time = '' }) => ({ uptimeMs: printedDuration(time) }),
    },
  ];
  return readByRules(rules, withoutTime);
}
