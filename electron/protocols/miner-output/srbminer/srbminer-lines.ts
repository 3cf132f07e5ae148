import { DeviceTable } from '../device-table.ts';
import { hashrateOf } from '../hashrate-unit.ts';
import { readByRules, type LineRule } from '../line-rules.ts';
import type { LineReader } from '../miner-report.ts';
import { printedSensor, withoutTime } from '../printed-values.ts';
import { ShareCounter } from '../share-counter.ts';

/**
 * Reads what SRBMiner-MULTI prints, as RainbowMiner#2879 shows it (2.6.0). What the second and third
 * count of its tables are, it does not say: only the first is read.
 */
export function openSrbminerReader(): LineReader {
  const devices = new DeviceTable();
  const shares = new ShareCounter();
  const rules: readonly LineRule[] = [
    {
      // `GPU0[t0] result accepted [   86ms] [kawpow][0]`: of its first algorithm
      pattern:
        /^(?:GPU|CPU)\d{0,4}(?:\[t\d{1,4}\])? result (?<outcome>accepted|rejected)(?: \[ *(?<latency>\d{1,9})ms\])?(?: \[[^\]]{1,40}\]\[0\])?$/i,
      read: ({ outcome, latency }) => ({
        ...shares.add(outcome === 'accepted' ? 'accepted' : 'rejected'),
        ...(latency === undefined ? {} : { poolLatencyMs: Number(latency) }),
      }),
    },
    {
      // `GPU0 : 46.73 MH/s        [      15|     0|    0|   139.50 kH/W]`
      pattern:
        /^GPU(?<index>\d{1,3}) : (?<amount>\d\S*) (?<unit>\S+\/s) +\[ *(?<accepted>\d{1,15})\|/,
      read({ index, amount = '', unit = '', accepted }) {
        const hashrate = hashrateOf(amount, unit);
        devices.update('gpu', Number(index), { hashrate, accepted: Number(accepted) });
        return { devices: devices.list() };
      },
    },
    {
      pattern: /^Total: (?<amount>\d\S*) (?<unit>\S+\/s) +\| *(?<accepted>\d{1,15})\|/,
      read: ({ amount = '', unit = '', accepted }) => ({
        ...shares.set(Number(accepted), null),
        hashrate: hashrateOf(amount, unit),
      }),
    },
    {
      // `GPU0 : [T:  59c CC:  2142MHz MC:   2487MHz FAN:  1398 P:  335W]`
      pattern:
        /^GPU(?<index>\d{1,3}) : \[T: *(?<celsius>\d{1,3})c .{0,80}\bP: *(?<watts>\d{1,4})W\]/,
      read({ index, celsius, watts }) {
        devices.update('gpu', Number(index), {
          temperature: printedSensor(celsius),
          power: printedSensor(watts),
        });
        return { devices: devices.list() };
      },
    },
  ];
  return readByRules(rules, withoutTime);
}
