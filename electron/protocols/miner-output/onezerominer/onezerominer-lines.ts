import { DeviceTable } from '../device-table.ts';
import { hashrateOf } from '../hashrate-unit.ts';
import { readByRules, type LineRule } from '../line-rules.ts';
import type { LineReader } from '../miner-report.ts';
import {
  printedDuration,
  printedNumber,
  printedPercent,
  printedSensor,
  withoutTime,
} from '../printed-values.ts';
import { ShareCounter } from '../share-counter.ts';

/**
 * Reads what OneZeroMiner prints, as RainbowMiner#2424 and #2479 show it (1.2). Shares of a card −1
 * are not its own: they come twice, and the sum of its table counts them too.
 */
export function openOnezerominerReader(): LineReader {
  const devices = new DeviceTable();
  const shares = new ShareCounter(devices);
  const rules: readonly LineRule[] = [
    {
      pattern:
        /^GPU +(?<index>\d{1,3}) Share (?<outcome>accepted|rejected)(?: \((?<latency>\d{1,9}) ms\))?/i,
      read: ({ index, outcome, latency }) => ({
        ...shares.add(outcome === 'accepted' ? 'accepted' : 'rejected', Number(index)),
        ...(latency === undefined ? {} : { poolLatencyMs: Number(latency) }),
      }),
    },
    {
      // `2   3070    4.08 KH/s   3/0      24.83 H/W   55°C   60%   164.2 W   1935 MHz   6800 MHz`
      pattern:
        /^(?<index>\d{1,3}) {2,}(?<name>\S.{0,60}?) {2,}(?<amount>\d\S*) (?<unit>\S+\/s) +(?<accepted>\d{1,15})\/(?<rejected>\d{1,15}) +(?:\S+ \S+\/W +)?(?:(?<celsius>\d{1,3})°C +)?(?:(?<fan>\d{1,3})% +)?(?:(?<watts>\d{1,4}(?:\.\d{1,3})?) W\b)?/,
      read(groups) {
        const { index, name = null, amount = '', unit = '' } = groups;
        devices.update('gpu', Number(index), {
          name,
          hashrate: hashrateOf(amount, unit),
          accepted: Number(groups['accepted']),
          rejected: Number(groups['rejected']),
          temperature: printedSensor(groups['celsius']),
          fanPercent: printedPercent(groups['fan']),
          power: printedSensor(groups['watts']),
        });
        return { devices: devices.list() };
      },
    },
    {
      pattern: /^Total {2,}(?<amount>\d\S*) (?<unit>\S+\/s) /,
      read: ({ amount = '', unit = '' }) => ({ hashrate: hashrateOf(amount, unit) }),
    },
    {
      pattern: /^New Job id: \S{1,80}, diff: (?<difficulty>\S{1,40})$/,
      read: ({ difficulty }) => ({ difficulty: printedNumber(difficulty), poolConnected: true }),
    },
    {
      pattern: /^(?:Authorized successfully|Connected to: )/,
      read: () => ({ poolConnected: true }),
    },
    {
      pattern: /^Connecting to: /,
      read: () => ({ poolConnected: false }),
    },
    {
      pattern: /^Uptime: (?<time>.{1,60})$/,
      read: ({ time = '' }) => ({ uptimeMs: printedDuration(time) }),
    },
  ];
  return readByRules(rules, withoutTime);
}
