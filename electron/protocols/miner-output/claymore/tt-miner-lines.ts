import { busIdOf } from '../bus-id.ts';
import { DevicePlaces } from '../device-places.ts';
import { DeviceTable } from '../device-table.ts';
import { hashrateOf, scaledCount } from '../hashrate-unit.ts';
import { readByRules, type LineRule } from '../line-rules.ts';
import type { DeviceReport, LineFacts, LineReader } from '../miner-report.ts';
import { measured } from '../miner-values.ts';
import { printedDuration, printedPercent, printedSensor, withoutTime } from '../printed-values.ts';

/**
 * Since 2023.4 whether that coin is mined now (`*`) or waits (`-`); then `31.20 MH/s [A7:R0:S1 0.0%]`:
 * accepted, rejected and stale shares. What the percentage is of is not known.
 */
const figures = String.raw`(?<sign>[*-]?)(?<amount>\d\S{0,15}) (?<unit>[kMGT]?H\/s) \[A(?<accepted>\d{1,15}):R(?<rejected>\d{1,15}):S\d{1,15} \d{1,3}\.\d%\]`;

/**
 * Reads what TT-Miner prints: the list of cards, its summaries and what it says of its pool. Posted of
 * 2022.4 to 2024.3 in TrailingStop/TT-Miner-release#2, #8, #11, #14, #29, #44, #45, in
 * TrailingStop/TT-Miner-beta#12 and in RainbowMiner/RainbowMiner#3077; of 2.1 in the tests of
 * nicehash/NiceHashMiner. How it prints a processor that mines was not posted, and is not read.
 */
export function openTtMinerReader(): LineReader {
  const devices = new DeviceTable();
  /** By its number among all devices of the rig; its interface counts those that it uses. */
  const places = new DevicePlaces();

  const update = (number: string | undefined, values: Partial<DeviceReport>): LineFacts => {
    const place = places.of(String(Number(number)));
    if (place !== null) devices.update('gpu', place, values);
    return { devices: devices.list() };
  };

  const rules: readonly LineRule[] = [
    {
      // `* #00 PCI 01:00.0 ASUS   NVIDIA GeForce RTX 3060 Ti  8.000 GB / …`: a star before those it uses
      pattern:
        /^\* #(?<number>\d{2,3}) PCI (?<address>[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]) (?<name>\S.{0,100}?) {2}\d+\.\d+ GB/i,
      read: ({ number, address = '', name = '' }) =>
        update(number, { busId: busIdOf(address), name: name.replaceAll(/ {2,}/g, ' ') }),
    },
    {
      // `GPU[00-ZIL]:   *31.20 MH/s [A7:R0:S1 0.0%]  CClk:1.755 GHz-100%  MClk:5.001 GHz-0%  59°C  85%  214 W  …`
      pattern: new RegExp(
        String.raw`^GPU\[(?<number>\d{2,3})-\w{1,16}\]: {1,8}${figures}(?<rest>.*)$`,
      ),
      read: ({ number, sign, rest = '', ...groups }) =>
        update(number, {
          ...sensorsOf(rest),
          // Of a coin that waits it says 0, whatever the card does meanwhile.
          ...(sign === '-' ? {} : sharesOf(groups)),
        }),
    },
    {
      // 2.1: `GPU[1]: 40.213 MH/s  CClk:1.847 GHz MClk:3.802 GHz 64C 95% 179W 224.65 kH/W [A0:R0 0.0%]  LastShare: -`
      pattern:
        /^GPU\[(?<number>\d{1,3})\]: (?<amount>\d\S{0,15}) (?<unit>[kMGT]?H\/s) (?<rest> .{0,120}?)\[A(?<accepted>\d{1,15}):R(?<rejected>\d{1,15}) /,
      read: ({ number, rest = '', ...groups }) =>
        update(number, { ...sensorsOf(rest), ...sharesOf(groups) }),
    },
    {
      // `All[ZIL]:      *31.20 MH/s [A7:R0:S1 0.0%]  992 W  31.5 kH/s/W  uptime: 0 00:05:30  mining-time: …`
      pattern: new RegExp(String.raw`^All\[\w{1,16}\]: {1,8}${figures}(?<rest>.*)$`),
      read({ sign, rest = '', ...groups }) {
        const uptime = / uptime: (\d{1,5}) (\d{1,2}:\d\d:\d\d)/.exec(rest);
        return {
          uptimeMs: uptime ? printedDuration(`${uptime[1]}d ${uptime[2]}`) : null,
          ...(sign === '-' ? {} : sharesOf(groups)),
        };
      },
    },
    {
      pattern:
        /^Pool\[\w{1,16}-\d{1,3}\]: {1,8}[*-]?Difficulty (?:set|changed from \S+ [kMGTP]?H) to (?<amount>\d\S{0,15}) (?<prefix>[kMGTP]?)H$/,
      read: ({ amount = '', prefix = '' }) => ({
        difficulty: scaledCount(`${amount}${prefix}`),
        poolConnected: true,
      }),
    },
    {
      pattern: /^Pool\[\w{1,16}-\d{1,3}\]: {1,8}[*-]?(?:Connected to|Received new job#)/,
      read: () => ({ poolConnected: true }),
    },
    {
      pattern: /^Pool\[\w{1,16}-\d{1,3}\]: {1,8}[*-]?Connecting to/,
      read: () => ({ poolConnected: false }),
    },
  ];
  return readByRules(rules, withoutTime);
}

type Figures = Readonly<Record<string, string | undefined>>;

function sharesOf({
  amount = '',
  unit = '',
  accepted,
  rejected,
}: Figures): Pick<LineFacts, 'hashrate' | 'accepted' | 'rejected'> {
  return {
    hashrate: measured(hashrateOf(amount, unit), Number(accepted)),
    accepted: Number(accepted),
    rejected: Number(rejected),
  };
}

/** `59°C  85%  214 W`, or `64C 95% 179W`; a card that gives no temperature gives no fan either. */
function sensorsOf(rest: string): {
  temperature: number | null;
  fanPercent: number | null;
  power: number | null;
} {
  const [, celsius, fan] = / (\d{1,3})°?C {1,4}(\d{1,3})%/.exec(rest) ?? [];
  const temperature = printedSensor(celsius);
  return {
    temperature,
    fanPercent: temperature === null ? null : printedPercent(fan),
    power: printedSensor(/ (\d{1,4}(?:\.\d{1,2})?) ?W(?: |$)/.exec(rest)?.[1]),
  };
}
