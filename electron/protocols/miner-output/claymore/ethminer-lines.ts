import { busIdOf } from '../bus-id.ts';
import { DeviceTable } from '../device-table.ts';
import { hashrateOf, scaledCount } from '../hashrate-unit.ts';
import { readByRules, type LineRule } from '../line-rules.ts';
import type { LineFacts, LineReader } from '../miner-report.ts';
import { printedPercent, printedSensor } from '../printed-values.ts';
import { ShareCounter } from '../share-counter.ts';

/** Reads what ethminer prints; recorded from 0.19.0, 0.15 to 0.17 from its public issues. */
export function openEthminerReader(): LineReader {
  const devices = new DeviceTable();
  const shares = new ShareCounter();
  // It begins with rates of 0, before it has measured any.
  let measured = false;

  const speed = (amount = '', unit = '', list = ''): LineFacts => {
    const hashrate = hashrateOf(amount, `${unit}/s`);
    measured ||= (hashrate ?? 0) > 0;
    if (!measured) return {};
    const cards =
      /(?<kind>cp|cu|cl|gpu\/?)(?<index>\d{1,3}) (?<amount>\d+\.\d+)(?: (?<celsius>\d{1,3})C)?(?: (?<fan>\d{1,3})%)?(?: (?<watts>\d{1,4}(?:\.\d{1,2})?)W)?/g;
    for (const { groups = {} } of list.matchAll(cards)) {
      devices.update(groups['kind'] === 'cp' ? 'cpu' : 'gpu', Number(groups['index']), {
        hashrate: hashrateOf(groups['amount'] ?? '', `${unit}/s`),
        temperature: printedSensor(groups['celsius']),
        fanPercent: printedPercent(groups['fan']),
        power: printedSensor(groups['watts']),
      });
    }
    return { hashrate, devices: devices.list() };
  };

  const rules: readonly LineRule[] = [
    {
      // `ethminer 0:00 A148:R1:F2 1.01 Kh - cp0 1.01`
      pattern:
        /^\S+ +\d{1,6}:\d\d A(?<accepted>\d{1,15})(?::R(?<rejected>\d{1,15}))?(?::F\d{1,15})? (?<amount>\d\S*) (?<unit>[KMGT]?h) - (?<list>.*)$/,
      read: ({ accepted, rejected, amount, unit, list }) => ({
        ...shares.set(Number(accepted), Number(rejected ?? 0)),
        ...speed(amount, unit, list),
      }),
    },
    {
      // `main  Speed 46.73 Mh/s gpu/0 23.27 gpu/1 23.46 [A8+0:R0+0:F0] Time: 00:15`
      pattern: /^\S+ +Speed +(?<amount>\d\S*) (?<unit>[KMGT]?h)\/s +(?<list>.*)$/,
      read({ amount, unit, list = '' }) {
        const counts = /[[ ]A(\d{1,15})(?:\+\d{1,15})?(?::R(\d{1,15}))?/.exec(list);
        const known = counts ? shares.set(Number(counts[1]), Number(counts[2] ?? 0)) : {};
        return { ...known, ...speed(amount, unit, list) };
      },
    },
    {
      pattern: /\*\*(?<outcome>Accepted|Rejected) +(?<latency>\d{1,9}) ms/,
      read: ({ outcome, latency }) => ({
        ...shares.add(outcome === 'Accepted' ? 'accepted' : 'rejected'),
        poolLatencyMs: Number(latency),
      }),
    },
    {
      pattern:
        /^(?:cuda|cl)-(?<index>\d{1,3}) +Using Pci Id : (?<address>\S+) (?<name>[^(]{1,80}?) *\(/,
      read({ index, address = '', name = '' }) {
        devices.update('gpu', Number(index), { busId: busIdOf(address), name });
        return { devices: devices.list() };
      },
    },
    {
      pattern: /^\S+ +Epoch : \d+ Difficulty : (?<amount>\d\S*) (?<prefix>[KMGTP]?)h/,
      read: ({ amount = '', prefix = '' }) => ({ difficulty: scaledCount(`${amount}${prefix}`) }),
    },
    {
      pattern: /^\S+ +(?:Established connection to|Job: )/,
      read: () => ({ poolConnected: true }),
    },
    {
      pattern: /^\S+ +(?:Disconnected from|No connection\.|Connection remotely closed)/,
      read: () => ({ poolConnected: false }),
    },
  ];
  // ` m 08:01:47 ethminer …`: a letter for the kind of message, the time, who says it.
  return readByRules(rules, (line) => line.replace(/^ {0,2}[a-zA-Z]{1,2} +\d\d:\d\d:\d\d /, ''));
}
