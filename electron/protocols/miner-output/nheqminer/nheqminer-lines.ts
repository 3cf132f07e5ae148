import { DeviceTable } from '../device-table.ts';
import { hashrateOf } from '../hashrate-unit.ts';
import { readByRules, type LineRule } from '../line-rules.ts';
import type { LineFacts, LineReader } from '../miner-report.ts';
import { ShareCounter } from '../share-counter.ts';
import { hashesPerSolve } from './hashes-per-solve.ts';

/** Reads what nheqminer prints; recorded from 0.8.2 on VerusHash. */
export function openNheqminerReader(): LineReader {
  const devices = new DeviceTable();
  const shares = new ShareCounter();
  let threads = 0;

  const rated = (hashrate: number | null): LineFacts => {
    devices.update('cpu', 0, { hashrate });
    return { hashrate, devices: devices.list() };
  };

  const rules: readonly LineRule[] = [
    {
      // `Speed [15 sec]: 0.8 MH/s,`
      pattern: /^Speed \[\d{1,6} sec\]: (?<amount>\d{1,9}(?:\.\d{1,9})?) MH\/s/,
      read: ({ amount }) => rated(Number(amount) * hashesPerSolve),
    },
    {
      // On Equihash, iterations and solutions: `Speed [15 sec]: 20.1 I/s, 37.4 Sols/s`
      pattern: /^Speed \[\d{1,6} sec\]: \S+ I\/s, (?<amount>\d\S*) (?<unit>\S+)/,
      read: ({ amount = '', unit = '' }) => rated(hashrateOf(amount, unit)),
    },
    {
      pattern: /^stratum \| (?<outcome>Accepted|Rejected) share #\d/,
      read: ({ outcome }) => shares.add(outcome === 'Accepted' ? 'accepted' : 'rejected'),
    },
    {
      pattern: /^miner#\d{1,6} \| Starting thread #(?<index>\d{1,4}) /,
      read({ index }) {
        threads = Math.max(threads, Number(index) + 1);
        return { threads };
      },
    },
    {
      pattern: /^stratum \| (?:Received new job|Authorized worker|Subscribed to)/,
      read: () => ({ poolConnected: true }),
    },
    {
      pattern:
        /^stratum \| (?:Connecting to|Reconnecting|Could not connect|Connection (?:was )?closed)/i,
      read: () => ({ poolConnected: false }),
    },
  ];
  return readByRules(rules, (line) => line.replace(/^\[\d\d:\d\d:\d\d\]\[0x[0-9a-f]{1,16}\] /, ''));
}
