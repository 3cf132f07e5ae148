import { DeviceTable } from '../device-table.ts';
import { hashrateOf, scaledCount } from '../hashrate-unit.ts';
import { readByRules, type LineRule } from '../line-rules.ts';
import type { LineReader } from '../miner-report.ts';
import { printedDuration, printedPercent, printedSensor, withoutTime } from '../printed-values.ts';
import { ShareCounter } from '../share-counter.ts';

/**
 * Reads what GMiner prints, as its public issues #311, #361 and #499 show (2.60 and later). What the
 * second and third count of its table are, it does not say: only the first is read.
 */
export function openGminerReader(): LineReader {
  const devices = new DeviceTable();
  const shares = new ShareCounter(devices);
  const rules: readonly LineRule[] = [
    {
      // `|  0  2060   60  84 %   8.01 MH/s  0/0/0 1980  6801  99 W   80.94 KH/W |`
      pattern:
        /^\| +(?<index>\d{1,3}) +(?<name>\S.{0,40}?) +(?<celsius>\d{1,3}|N\/A) +(?:(?<fan>\d{1,3}) %|N\/A) +(?<amount>\d\S*) (?<unit>\S+\/s) +(?<accepted>\d{1,15})\/[\d/]{1,40} .*?(?:(?<watts>\d{1,4}) W )/,
      read({ index, name = null, celsius, fan, amount = '', unit = '', accepted, watts }) {
        devices.update('gpu', Number(index), {
          name,
          hashrate: hashrateOf(amount, unit),
          temperature: printedSensor(celsius),
          fanPercent: printedPercent(fan),
          power: printedSensor(watts),
          accepted: Number(accepted),
        });
        return { devices: devices.list() };
      },
    },
    {
      pattern: /^\| {10,}(?<amount>\d\S*) (?<unit>\S+\/s) +(?<accepted>\d{1,15})\/[\d/]{1,40} /,
      read: ({ amount = '', unit = '', accepted }) => ({
        ...shares.set(Number(accepted), null),
        hashrate: hashrateOf(amount, unit),
      }),
    },
    {
      pattern: /^Total Speed: (?<amount>\d\S*) (?<unit>\S+\/s)/i,
      read: ({ amount = '', unit = '' }) => ({ hashrate: hashrateOf(amount, unit) }),
    },
    {
      pattern:
        /^GPU(?<index>\d{1,3}): Share #\d{1,15} (?<outcome>accepted|rejected)(?: (?<latency>\d{1,9}) ms)?/,
      read: ({ index, outcome, latency }) => ({
        ...shares.add(outcome === 'accepted' ? 'accepted' : 'rejected', Number(index)),
        ...(latency === undefined ? {} : { poolLatencyMs: Number(latency) }),
      }),
    },
    {
      pattern: /^New Job: \S{1,80} .{0,80}?Diff: (?<difficulty>[\d.]{1,20}[KMGTP]?)\b/i,
      read: ({ difficulty = '' }) => ({
        difficulty: scaledCount(difficulty),
        poolConnected: true,
      }),
    },
    {
      pattern: /^Uptime: (?<time>.{1,60}?)(?: Electricity|$)/,
      read: ({ time = '' }) => ({ uptimeMs: printedDuration(time) }),
    },
  ];
  return readByRules(rules, withoutTime);
}
