import { DeviceTable } from '../device-table.ts';
import { hashrateOf } from '../hashrate-unit.ts';
import { readByRules, type LineRule } from '../line-rules.ts';
import type { LineFacts, LineReader } from '../miner-report.ts';
import { printedDuration, printedPercent, printedSensor, withoutTime } from '../printed-values.ts';

/** Reads what T-Rex prints, as its public issues #20, #136, #229 and #619 show (0.19 and later). */
export function openTRexReader(): LineReader {
  const devices = new DeviceTable();
  const rules: readonly LineRule[] = [
    {
      // `[ OK ] 1040/1041 - 235.82 MH/s, 110ms ... GPU #1`
      pattern:
        /^\[ ?(?:OK|FAIL) ?\] (?<accepted>\d{1,15})\/(?<all>\d{1,15}) - (?<amount>\S+) (?<unit>[^\s,]+), (?<latency>\d{1,9})ms/,
      read: ({ accepted, all, amount = '', unit = '', latency }) => ({
        ...sharesOf(accepted, all),
        hashrate: hashrateOf(amount, unit),
        poolLatencyMs: Number(latency),
        poolConnected: true,
      }),
    },
    {
      // `GPU #0: NVIDIA RTX 3070 Ti - 36.86 MH/s, [T:65/90C, P:166W, F:60%, E:225kH/W], 8/8 R:0%`
      pattern:
        /^GPU #(?<index>\d{1,3}): (?<name>\S.{0,80}?) +- (?<amount>\d\S*) (?<unit>[^\s,]+)(?:, \[(?<sensors>[^\]]{0,100})\])?(?:, (?<accepted>\d{1,15})\/(?<all>\d{1,15}))?/,
      read({ index, name = null, amount = '', unit = '', sensors = '', accepted, all }) {
        const celsius = /T: *(\d{1,3})(?:\/(\d{1,3}))?C/.exec(sensors);
        devices.update('gpu', Number(index), {
          name,
          hashrate: hashrateOf(amount, unit),
          temperature: printedSensor(celsius?.[1]),
          memoryTemperature: printedSensor(celsius?.[2]),
          power: printedSensor(/P: *(\d{1,4})W/.exec(sensors)?.[1]),
          fanPercent: printedPercent(/F: *(\d{1,3})%/.exec(sensors)?.[1]),
          ...(accepted === undefined ? {} : sharesOf(accepted, all)),
        });
        return { devices: devices.list() };
      },
    },
    {
      pattern: /^WD: .{1,60}, shares (?<accepted>\d{1,15})\/(?<all>\d{1,15})/,
      read: ({ accepted, all }) => sharesOf(accepted, all),
    },
    {
      pattern: /^Uptime: (?<time>[^|]{1,60})\|/,
      read: ({ time = '' }) => ({ uptimeMs: printedDuration(time) }),
    },
    { pattern: /^Authorized successfully/, read: () => ({ poolConnected: true }) },
  ];
  return readByRules(rules, withoutTime);
}

function sharesOf(
  accepted: string | undefined,
  all: string | undefined,
): Required<Pick<LineFacts, 'accepted' | 'rejected'>> {
  return { accepted: Number(accepted), rejected: Math.max(0, Number(all) - Number(accepted)) };
}
