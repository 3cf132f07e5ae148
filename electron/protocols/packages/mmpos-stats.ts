import { unknownDevice, unknownReport, type DeviceReport } from '../miner-output/miner-report.ts';
import { busIdOf } from '../miner-output/bus-id.ts';
import { busOf } from './bus-number.ts';
import { hashesPerUnit } from './hash-unit.ts';
import type { PackageCard } from './hiveos-cards.ts';
import { looseCount, looseNumber } from './loose-number.ts';
import { asList, maxHashrate, sumOfRates, type ScriptFigures } from './script-figures.ts';
import { StatsReader, type Fields } from './stats-reader.ts';

const maxShown = 200;

/**
 * Reads what mmp-stats.sh printed, or what a miner answered at /mmpos: JSON with a value for every
 * device. What is printed around it is left out.
 *
 * @param cards  of this rig
 * Source: CUSTOM_MINER.MD of ddobreff/mmpos, and public packages.
 */
export function readMmposStats(output: string, cards: readonly PackageCard[]): ScriptFigures {
  const text = jsonIn(output);
  if (text === null) {
    const said = output.trim().split('\n').at(-1)?.slice(0, maxShown) ?? '';
    const more = said === '' ? 'nothing.' : `this: ${said}`;
    return { report: null, warnings: [`mmp-stats.sh printed no figures, but ${more}`] };
  }
  const read = new StatsReader();
  const fields = read.parse(text);
  if (fields === null) return { report: null, warnings: read.warnings };
  const warnings: string[] = [];
  const devices = devicesOf(read, fields, cards, warnings);
  const [accepted, middle, last] = asList(fields['air'] ?? fields['ar']).map(looseCount);
  // Accepted, invalid, rejected; the older `ar` has no invalid ones.
  const isOld = fields['air'] === undefined && last === undefined;
  return {
    report: {
      ...unknownReport,
      hashrate: sumOfRates(devices),
      accepted: accepted ?? null,
      rejected: (isOld ? middle : last) ?? null,
      invalid: (isOld ? null : middle) ?? null,
      devices,
    },
    warnings: [...read.warnings, ...warnings],
  };
}

/** From the first line that begins an object to the last bracket that can end it. */
function jsonIn(output: string): string | null {
  const begin = /^[ \t]*\{/m.exec(output);
  const end = output.lastIndexOf('}');
  return begin === null || end < begin.index ? null : output.slice(begin.index, end + 1);
}

function devicesOf(
  read: StatsReader,
  fields: Fields,
  cards: readonly PackageCard[],
  warnings: string[],
): DeviceReport[] {
  const rates = asList(fields['hash']);
  const buses = asList(fields['busid']);
  const perUnit = hashesPerUnit(fields['units'] ?? 'hs');
  if (perUnit === null) warnings.push('“units” is no unit of hashrate that is known.');
  if (buses.length > 0 && buses.length !== rates.length) {
    warnings.push('“busid” and “hash” have different lengths.');
  }
  const shares = read.object(fields['shares'], 'shares') ?? {};
  const temperatures = asList(fields['temp']);
  const watts = asList(fields['watt']);
  const accepted = asList(shares['accepted']);
  const rejected = asList(shares['rejected']);
  const invalid = asList(shares['invalid']);
  const inOrder = buses.length === 0 && cards.length === rates.length ? cards : [];
  return rates.map((rate, index) => {
    const place = placeOf(buses[index], cards);
    const card = cards.find(({ busId }) => busId === place) ?? inOrder[index];
    const value = looseNumber(rate, maxHashrate);
    return {
      ...unknownDevice(index, place === 'cpu' ? 'cpu' : 'gpu'),
      name: card?.name ?? null,
      busId: card?.busId ?? (place === 'cpu' ? null : place),
      hashrate: value === null || perUnit === null ? null : Math.min(value * perUnit, maxHashrate),
      temperature: looseNumber(temperatures[index], 200) || null,
      power: looseNumber(watts[index], 5_000) || null,
      accepted: looseCount(accepted[index]),
      rejected: looseCount(rejected[index]),
      invalid: looseCount(invalid[index]),
    };
  });
}

/**
 * Where a device is. A number is decimal; a text is a whole address, or a number of which nobody
 * says whether it is decimal or hexadecimal: it is what fits a card.
 *
 * @returns `0b:00.0`, 'cpu', or null
 */
function placeOf(value: unknown, cards: readonly PackageCard[]): string | null {
  if (typeof value === 'number') return busIdOf(looseCount(value));
  if (typeof value !== 'string') return null;
  const text = value.trim().toLowerCase();
  if (text === 'cpu') return 'cpu';
  const address = /^(?:[0-9a-f]{4,8}:)?([0-9a-f]{2}:[0-9a-f]{2}\.[0-7])$/.exec(text);
  if (address) return address[1] ?? null;
  const asHex = /^(?:0x)?[0-9a-f]{1,2}$/.test(text) ? Number.parseInt(text, 16) : null;
  const asDecimal = /^\d{1,3}$/.test(text) ? Number(text) : null;
  const isCard = (bus: number | null): boolean => cards.some(({ busId }) => busOf(busId) === bus);
  const bus = asDecimal === null || (!isCard(asDecimal) && isCard(asHex)) ? asHex : asDecimal;
  return cards.find(({ busId }) => busOf(busId) === bus)?.busId ?? busIdOf(bus);
}
