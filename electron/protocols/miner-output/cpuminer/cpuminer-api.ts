import {
  unknownDevice,
  unknownReport,
  type ApiQuery,
  type MinerApiDialect,
  type MinerReport,
} from '../miner-report.ts';
import { sum } from '../miner-values.ts';
import { printedNumber, printedSensor } from '../printed-values.ts';
import { keyValues } from './key-values.ts';

/** One command a connection; it answers, and hangs up. */
export const keyValueQuery = (text: string): ApiQuery => ({ over: 'tcp', text, until: 'nul' });

/** The interface of cpuminer-opt (26.1 recorded) and cpuminer-multi. */
export const cpuminerApi: MinerApiDialect = {
  queries: [keyValueQuery('summary'), keyValueQuery('threads')],
  optional: [1],
  read: ([summary, threads]) => readCpuminer(summary, threads),
  proof: 'age',
  control: null,
};

function readCpuminer(summary: unknown, threadList: unknown): MinerReport | null {
  const [fields] = keyValues(summary);
  if (!fields?.get('NAME')?.startsWith('cpuminer')) return null;
  const threads = keyValues(threadList).filter((thread) => thread.has('CPU'));
  const hashrate = rateOf(fields) ?? sum(threads.map(rateOf));
  return {
    ...unknownReport,
    hashrate,
    ...sharesOf(fields),
    threads: (wholeOf(fields.get('CPUS')) ?? threads.length) || null,
    devices: [
      { ...unknownDevice(0, 'cpu'), hashrate, temperature: printedSensor(fields.get('TEMP')) },
    ],
  };
}

/** Its own words for shares and for the time since its start. */
export function sharesOf(
  fields: ReadonlyMap<string, string>,
): Pick<MinerReport, 'accepted' | 'rejected' | 'uptimeMs'> {
  const uptime = wholeOf(fields.get('UPTIME'));
  return {
    accepted: wholeOf(fields.get('ACC')),
    rejected: wholeOf(fields.get('REJ')),
    uptimeMs: uptime === null ? null : uptime * 1000,
  };
}

/** H/s: cpuminer-opt says them as they are, the others in thousands. */
export function rateOf(fields: ReadonlyMap<string, string>): number | null {
  const whole = printedNumber(fields.get('HS') ?? fields.get('H/s'));
  const thousands = printedNumber(fields.get('KHS') ?? fields.get('kH/s'));
  return whole ?? (thousands === null ? null : thousands * 1000);
}

/** Null for what is no whole number. */
export function wholeOf(text: string | undefined): number | null {
  const value = printedNumber(text);
  return value !== null && Number.isInteger(value) && value <= 1e12 ? value : null;
}
