import { DeviceTable } from '../device-table.ts';
import { hashrateOf } from '../hashrate-unit.ts';
import { readByRules, type LineRule } from '../line-rules.ts';
import type { LineFacts, LineReader } from '../miner-report.ts';
import { printedNumber, printedSensor, withoutTime } from '../printed-values.ts';
import { stratumRules } from './cpuminer-lines.ts';

/** Reads what cpuminer-opt prints; recorded from 26.1. Blocks of lines go on indented. */
export function openCpuminerOptReader(): LineReader {
  const devices = new DeviceTable();
  // Before the first measurement, estimates stand on an assumed 20.00 h/s.
  let measured = false;
  const rate = (amount: string, unit: string): LineFacts => {
    const hashrate = hashrateOf(amount, unit);
    devices.update('cpu', 0, { hashrate });
    return { hashrate, devices: devices.list() };
  };
  const rules: readonly LineRule[] = [
    {
      // `6 A6 S0 R0 BLOCK SOLVED 6, 2.662 sec (5ms)`, `8 Accepted 7 S0 R1 B6, 1101.208 sec (23ms)`
      pattern:
        /^\d{1,15} (?:A|Accepted )(?<accepted>\d{1,15}) (?:S|Stale )\d{1,15} (?:R|Rejected )(?<rejected>\d{1,15}) [^(]*\((?<latency>\d{1,9})ms\)/,
      read: ({ accepted, rejected, latency }) => ({
        accepted: Number(accepted),
        rejected: Number(rejected),
        poolLatencyMs: Number(latency),
        poolConnected: true,
      }),
    },
    {
      // The rate of a whole stretch of work. That of one thread's last scan, `Thread 0, CPU 0:
      // 82.74 h/s`, is far off where new work has just cut it short.
      pattern: /^TTF @ (?<amount>\S+) (?<unit>[^\s:]+):/,
      read({ amount = '', unit = '' }) {
        measured ||= amount !== '20.00' || unit !== 'h/s';
        return measured ? rate(amount, unit) : {};
      },
    },
    {
      pattern: /^Total: (?<amount>\S+) (?<unit>[^\s,]+)(?:, Temp: (?<celsius>\d{1,3})C)?/,
      read({ amount = '', unit = '', celsius }) {
        devices.update('cpu', 0, { temperature: printedSensor(celsius) });
        return rate(amount, unit);
      },
    },
    {
      pattern: /^CPU temp: curr (?<celsius>\d{1,3}) C/,
      read({ celsius }) {
        devices.update('cpu', 0, { temperature: printedSensor(celsius) });
        return { devices: devices.list() };
      },
    },
    {
      // Of a periodic report: since the last one, since the start.
      pattern: /^(?<what>Accepted|Rejected) {2,}\d{1,15} {2,}(?<count>\d{1,15})(?: |$)/,
      read: ({ what, count }) => ({
        [what === 'Accepted' ? 'accepted' : 'rejected']: Number(count),
      }),
    },
    {
      pattern: /^New Stratum Diff (?<difficulty>[^\s,]+)/,
      read: ({ difficulty }) => ({ difficulty: printedNumber(difficulty), poolConnected: true }),
    },
    { pattern: /^New (?:Block|Work)\b/, read: () => ({ poolConnected: true }) },
    {
      pattern: /^(?<threads>\d{1,6}) of \d{1,6} miner threads started/,
      read: ({ threads }) => ({ threads: Number(threads) || null }),
    },
    ...stratumRules,
  ];
  return readByRules(rules, withoutTime);
}
