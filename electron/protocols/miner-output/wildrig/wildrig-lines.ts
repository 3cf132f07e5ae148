import { DeviceTable } from '../device-table.ts';
import { hashrateOf, scaledCount } from '../hashrate-unit.ts';
import { readByRules, type LineRule } from '../line-rules.ts';
import type { LineReader } from '../miner-report.ts';
import {
  printedDuration,
  printedNumber,
  printedPercent,
  printedSensor,
  withoutTime,
} from '../printed-values.ts';

/**
 * Reads what WildRig prints, as andru-kun/wildrig-multi#139 (0.31.8, lines) and #242 (0.37, tables)
 * show. Averages over ten seconds, a minute and a quarter of an hour: the shortest known one counts.
 */
export function openWildrigReader(): LineReader {
  const devices = new DeviceTable();
  /** Of the averages below a table, which come in lines of their own. */
  let shortest: number | null = null;
  const rules: readonly LineRule[] = [
    {
      // `accepted(12/5)  diff 505k  GPU#7  (209 ms)`
      pattern:
        /^(?:accepted|rejected) ?\((?<accepted>\d{1,15})\/(?<rejected>\d{1,15})\) +diff (?<difficulty>\S{1,40}) .{0,60}?\((?<latency>\d{1,9}) ms\)/,
      read: ({ accepted, rejected, latency }) => ({
        accepted: Number(accepted),
        rejected: Number(rejected),
        poolLatencyMs: Number(latency),
        poolConnected: true,
      }),
    },
    {
      // `GPU #2[T:37C P: 30W F:34%]: 10s: n/a 60s: n/a 15m: n/a kH/s`
      pattern:
        /^GPU #(?<index>\d{1,3})\[T: *(?<celsius>\d{1,3})C P: *(?<watts>\d{1,4})W F: *(?<fan>\d{1,3})%\]: 10s: (?<short>\S+) 60s: (?<minute>\S+) 15m: (?<quarter>\S+) (?<unit>\S+)/,
      read({ index, celsius, watts, fan, short, minute, quarter, unit }) {
        devices.update('gpu', Number(index), {
          temperature: printedSensor(celsius),
          power: printedSensor(watts),
          fanPercent: printedPercent(fan),
          hashrate: shortestOf([short, minute, quarter], unit),
        });
        return { devices: devices.list() };
      },
    },
    {
      pattern:
        /^hashrate: 10s: (?<short>\S+) 60s: (?<minute>\S+) 15m: (?<quarter>\S+) (?<unit>\S+)/,
      read: ({ short, minute, quarter, unit }) => ({
        hashrate: shortestOf([short, minute, quarter], unit),
      }),
    },
    {
      // `#0 Radeon RX 7900 XTX    n/a MH/s  38C  16%  err     - 1414   65    61   -   -`
      pattern:
        /^#(?<index>\d{1,3}) (?<name>\S.{0,60}?) {2,}(?<amount>\S+) (?<unit>\S+\/s) +(?<celsius>\d{1,3})C +(?<fan>\d{1,3})% +(?<watts>\S+?)W? +\S+ +\S+ +\S+ +(?<accepted>\S+) +(?<rejected>\S+) +(?<ignored>\S+)$/,
      read(groups) {
        const { index, name = null, amount = '', unit = '' } = groups;
        devices.update('gpu', Number(index), {
          name,
          hashrate: hashrateOf(amount, unit),
          temperature: printedSensor(groups['celsius']),
          fanPercent: printedPercent(groups['fan']),
          power: printedSensor(groups['watts']),
          accepted: countOf(groups['accepted']),
          rejected: countOf(groups['rejected']),
          invalid: countOf(groups['ignored']),
        });
        return { devices: devices.list() };
      },
    },
    {
      // ` 10s:  n/a MH/s Power: 0W  Accepted:  61`
      pattern:
        /^(?<span>10s|60s|15m): +(?<amount>\S+) (?<unit>\S+\/s)(?: .*?(?<what>Accepted|Rejected|Ignored): +(?<count>\S+)$|$)?/,
      read({ span, amount = '', unit = '', what, count }) {
        const rate = hashrateOf(amount, unit);
        shortest = span === '10s' ? rate : (shortest ?? rate);
        const names = { Accepted: 'accepted', Rejected: 'rejected', Ignored: 'invalid' } as const;
        const name = what === undefined ? undefined : names[what as keyof typeof names];
        return { hashrate: shortest, ...(name === undefined ? {} : { [name]: countOf(count) }) };
      },
    },
    {
      pattern: /^new job from \S+(?: diff (?<difficulty>[\d.]{1,20}[kMGTP]?)(?:\/\S*)?)?$/,
      read: ({ difficulty }) => ({
        poolConnected: true,
        ...(difficulty === undefined ? {} : { difficulty: scaledCount(difficulty) }),
      }),
    },
    {
      pattern: /^(?:Uptime: |┫)(?<time>\d{1,6} days \d\d:\d\d:\d\d)/,
      read: ({ time = '' }) => ({ uptimeMs: printedDuration(time) }),
    },
  ];
  return readByRules(rules, withoutTime);
}

function shortestOf(amounts: readonly (string | undefined)[], unit = ''): number | null {
  const rates = amounts.map((amount) => hashrateOf(amount ?? '', unit));
  return rates.find((rate) => rate !== null) ?? null;
}

/** A dash stands for none. */
function countOf(text: string | undefined): number | null {
  return text === '-' ? 0 : printedNumber(text);
}
