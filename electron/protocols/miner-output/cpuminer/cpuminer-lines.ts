import { DeviceTable } from '../device-table.ts';
import { hashrateOf } from '../hashrate-unit.ts';
import { readByRules, type LineRule } from '../line-rules.ts';
import type { LineFacts, LineReader } from '../miner-report.ts';
import { printedNumber, withoutTime } from '../printed-values.ts';

/**
 * Reads what cpuminer-multi, minerd and ccminer print: all three descend from one program.
 * Where an algorithm's pool says `true` to shares it has rejected, as Verus pools do, their counts
 * say no more than that.
 */
export function openCpuminerReader(): LineReader {
  const devices = new DeviceTable();
  const rate = (amount = '', unit = ''): LineFacts => {
    const hashrate = hashrateOf(amount, unit);
    devices.update('cpu', 0, { hashrate });
    return { hashrate, devices: devices.list() };
  };
  const rules: readonly LineRule[] = [
    {
      // `accepted: 1/1 (diff 0.000), 11.18 kH/s yay!!!`, `…, 13.23 khash/s (yay!!!)`
      pattern:
        /^accepted: (?<accepted>\d{1,15})\/(?<all>\d{1,15}) \([^)]{1,60}\), (?<amount>\S+) (?<unit>\S+)/,
      read({ accepted, all, amount, unit }) {
        const rejected = Math.max(0, Number(all) - Number(accepted));
        return { ...rate(amount, unit), accepted: Number(accepted), rejected, poolConnected: true };
      },
    },
    {
      pattern: /^Total: (?<amount>\S+) (?<unit>[^\s,]+)/,
      read: ({ amount, unit }) => rate(amount, unit),
    },
    {
      pattern: /^GPU #(?<index>\d{1,3}): (?:(?<name>[^,]{1,80}), )?(?<amount>\d\S*) (?<unit>\S+)$/,
      read({ index, name, amount = '', unit = '' }) {
        const hashrate = hashrateOf(amount, unit);
        if (hashrate === null) return {};
        devices.update('gpu', Number(index), { hashrate, ...(name === undefined ? {} : { name }) });
        return { devices: devices.list() };
      },
    },
    {
      pattern: /^Stratum difficulty set to (?<difficulty>\S+)/,
      read: ({ difficulty }) => ({ difficulty: printedNumber(difficulty), poolConnected: true }),
    },
    {
      pattern: /^(?<threads>\d{1,6}) miner threads? started/,
      read: ({ threads }) => ({ threads: Number(threads) || null }),
    },
    ...stratumRules,
  ];
  return readByRules(rules, withoutTime);
}

/** What all descendants say of the connection to the pool. */
export const stratumRules: readonly LineRule[] = [
  {
    pattern: /^Stratum (?:requested work restart|connection established)/,
    read: () => ({ poolConnected: true }),
  },
  {
    pattern: /^Stratum (?:connection (?:failed|interrupted|timed out)|authentication failed)/,
    read: () => ({ poolConnected: false }),
  },
];
