import { z } from 'zod';
import {
  unknownDevice,
  unknownReport,
  type ApiQuery,
  type DeviceReport,
  type MinerReport,
} from '../miner-report.ts';
import { deviceLimit, jsonOf, measured } from '../miner-values.ts';
import { printedNumber, printedPercent, printedSensor } from '../printed-values.ts';

/** A JSON-RPC call as Claymore's miner took it, and many after it do. */
export function claymoreQuery(method: string): ApiQuery {
  return {
    over: 'tcp',
    text: `${JSON.stringify({ id: 1, jsonrpc: '2.0', method })}\n`,
    until: 'line',
  };
}

/**
 * Version, minutes, `rate;shares;rejected`, rates of the cards, the second coin's, pairs of
 * temperature and fan, the pool, `invalid;…`.
 */
const Stat1 = z.object({ result: z.array(z.string().max(10_000)).min(3).max(64) });

/** What sets the dialects of this call apart. */
export interface Stat1Manner {
  /** How the first entry begins. */
  readonly program: RegExp;
  /** What one of its units is in H/s. */
  readonly factor: number;
  /** Whether the second number counts the rejected shares too. */
  readonly countsAll: boolean;
}

/**
 * Reads the answer to `miner_getstat1`.
 *
 * @param answer  anything, as it came from the socket
 * @returns       null where it is not the answer of this program
 */
export function readStat1(answer: unknown, manner: Stat1Manner): MinerReport | null {
  const parsed = Stat1.safeParse(jsonOf(answer));
  const { result = [] } = parsed.success ? parsed.data : {};
  const [program = '', minutes, total = '', rates = '', , , sensors = '', , faults = ''] = result;
  if (!parsed.success || !manner.program.test(program)) return null;
  const [rate, shares = null, rejected = null] = numbersOf(total);
  const accepted =
    shares !== null && manner.countsAll ? Math.max(0, shares - (rejected ?? 0)) : shares;
  const uptime = printedNumber(minutes);
  return {
    ...unknownReport,
    hashrate: measured(scaled(rate, manner), accepted),
    accepted,
    rejected,
    invalid: numbersOf(faults)[0] ?? null,
    uptimeMs: uptime === null || uptime > 1e8 ? null : Math.round(uptime * 60_000),
    devices: rates === '' ? [] : devicesOf(rates, sensors, manner),
  };
}

function devicesOf(rates: string, sensors: string, manner: Stat1Manner): DeviceReport[] {
  const pairs = sensors.split(';', deviceLimit * 2).map((text) => text.trim());
  return rates.split(';', deviceLimit).map((rate, index) => ({
    ...unknownDevice(index, 'gpu'),
    // `off` for a card that does not mine.
    hashrate: scaled(printedNumber(rate.trim()), manner),
    temperature: printedSensor(pairs[index * 2]),
    fanPercent: printedPercent(pairs[index * 2 + 1]),
  }));
}

function scaled(rate: number | null | undefined, { factor }: Stat1Manner): number | null {
  return rate === null || rate === undefined ? null : rate * factor;
}

/** Whole numbers between semicolons; null for each that is none. */
function numbersOf(text: string): (number | null)[] {
  return text.split(';', 8).map((part) => {
    const value = printedNumber(part.trim());
    return Number.isSafeInteger(value) ? value : null;
  });
}
