import { DeviceTable } from '../device-table.ts';
import { hashrateOf, scaledCount } from '../hashrate-unit.ts';
import { readByRules, type LineRule } from '../line-rules.ts';
import type { LineReader } from '../miner-report.ts';
import { sum } from '../miner-values.ts';
import { withoutTime } from '../printed-values.ts';
import { ShareCounter } from '../share-counter.ts';

/**
 * Reads what NBMiner prints, as NebuTech/NBMiner#838 (41) and #16 (early versions) show. Its table is
 * only known from pictures, and is not read.
 */
export function openNbminerReader(): LineReader {
  const devices = new DeviceTable();
  const shares = new ShareCounter(devices);
  const rules: readonly LineRule[] = [
    {
      // `ethash - #129 Share accepted, 53 ms. [DEVICE 2, #20]`
      pattern:
        /Share (?<outcome>accepted|rejected)(?:, (?<latency>\d{1,9}) ms)?.{0,80}?(?:\[DEVICE (?<index>\d{1,3}),|$)/,
      read: ({ outcome, latency, index }) => ({
        ...shares.add(
          outcome === 'accepted' ? 'accepted' : 'rejected',
          index === undefined ? null : Number(index),
        ),
        ...(latency === undefined ? {} : { poolLatencyMs: Number(latency) }),
      }),
    },
    {
      pattern: /New job: \S{1,200}.{0,80}?DIFF: (?<difficulty>[\d.]{1,20}[KMGTP]?)\b/,
      read: ({ difficulty = '' }) => ({
        difficulty: scaledCount(difficulty),
        poolConnected: true,
      }),
    },
    {
      // `<GPU0>: 224.72 H/s  <GPU1>: 213.33 H/s`
      pattern: /^(?:INFO - )?(?<list><GPU\d.*)$/,
      read({ list = '' }) {
        const cards = [...list.matchAll(/<GPU(\d{1,3})>: (\d\S*) (\S+\/s)/g)];
        const rates = cards.map(([, index, amount = '', unit = '']) => {
          const hashrate = hashrateOf(amount, unit);
          devices.update('gpu', Number(index), { hashrate });
          return hashrate;
        });
        return { hashrate: sum(rates), devices: devices.list() };
      },
    },
  ];
  return readByRules(rules, withoutTime);
}
