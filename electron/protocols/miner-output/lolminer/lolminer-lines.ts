import { DeviceTable } from '../device-table.ts';
import { hashrateOf } from '../hashrate-unit.ts';
import { readByRules, type LineRule } from '../line-rules.ts';
import type { LineReader } from '../miner-report.ts';
import { printedNumber, printedSensor, withoutTime } from '../printed-values.ts';

/**
 * Reads what lolMiner prints, as RainbowMiner#2738 shows it. The rows of its table carry no unit: it
 * is that of the average printed before. Its last columns are other sensors on other cards, and are
 * not read.
 */
export function openLolminerReader(): LineReader {
  const devices = new DeviceTable();
  let unit: string | null = null;
  const rules: readonly LineRule[] = [
    {
      pattern: /^Average speed \(\d{1,6}s\): (?<amount>\d\S*) (?<printed>\S+\/s)/,
      read({ amount = '', printed = '' }) {
        unit = printed;
        return { hashrate: hashrateOf(amount, printed) };
      },
    },
    {
      // `GPU 1 RTX 3060 Ti  5.58     0/0  161.0    1.06  0.030  184.7  1950  7900    57    72   72`
      pattern:
        /^GPU (?<index>\d{1,3}) (?<name>\S.{0,60}?) {2,}(?<amount>\d+\.\d+) +(?<accepted>\d{1,15})\/(?<rejected>\d{1,15}) +[\d.]+ +[\d.]+ +[\d.]+ +(?<watts>\d+\.\d+) +\d+ +\d+ /,
      read({ index, name = null, amount = '', accepted, rejected, watts }) {
        devices.update('gpu', Number(index), {
          name,
          hashrate: unit === null ? null : hashrateOf(amount, unit),
          accepted: Number(accepted),
          rejected: Number(rejected),
          power: printedSensor(watts),
        });
        return { devices: devices.list() };
      },
    },
    {
      pattern:
        /^Total {2,}(?<amount>\d+\.\d+) +(?<accepted>\d{1,15})\/(?<rejected>\d{1,15})(?: |$)/,
      read: ({ accepted, rejected }) => ({
        accepted: Number(accepted),
        rejected: Number(rejected),
      }),
    },
    {
      pattern: /^New job received: \S{1,80}(?: .{0,80}?Difficulty: (?<difficulty>[\d.]{1,40}))?/,
      read: ({ difficulty }) => ({
        poolConnected: true,
        ...(difficulty === undefined ? {} : { difficulty: printedNumber(difficulty) }),
      }),
    },
    {
      pattern: /^(?:Connected to|Subscribed to stratum|Authorized worker)/,
      read: () => ({ poolConnected: true }),
    },
  ];
  return readByRules(rules, withoutTime);
}
