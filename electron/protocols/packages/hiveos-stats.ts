import { unknownDevice, unknownReport, type DeviceReport } from '../miner-output/miner-report.ts';
import { busIdOf } from '../miner-output/bus-id.ts';
import { busOf } from './bus-number.ts';
import { hashesPerUnit } from './hash-unit.ts';
import type { CardSensors, PackageCard } from './hiveos-cards.ts';
import { looseCount, looseNumber } from './loose-number.ts';
import { filledFrom, sensorsOnBus, standsStill } from './measured-devices.ts';
import { asList, maxHashrate, sumOfRates, type ScriptFigures } from './script-figures.ts';
import { StatsReader, type Fields } from './stats-reader.ts';

/**
 * Reads what h-stats.sh left in its two variables. Numbers may be texts; what cannot be is taken as
 * not said. A total of its own counts before the sum of its devices.
 *
 * @param khs    total in kH/s
 * @param stats  JSON
 * @param cards  of this rig
 * @param sensors  what the script was told of the cards; fills what it does not tell itself
 * Source: hive/miners/custom/README.md of minershive/hiveos-linux, and public packages.
 */
export function readHiveosStats(
  khs: string,
  stats: string,
  cards: readonly PackageCard[],
  sensors: readonly CardSensors[] = [],
): ScriptFigures {
  const total = looseNumber(khs, maxHashrate / 1e3);
  const text = stats.trim();
  if (text === '' || text === 'null') {
    const report =
      total === null || total === 0 ? null : { ...unknownReport, hashrate: total * 1e3 };
    return { report, warnings: ['h-stats.sh said nothing of the miner in “stats”.'] };
  }
  const read = new StatsReader();
  const fields = read.parse(text);
  if (fields === null) {
    const report = total === null ? null : { ...unknownReport, hashrate: total * 1e3 };
    return { report, warnings: read.warnings };
  }
  const warnings: string[] = [];
  const devices = devicesOf(fields, { cards, sensors }, warnings);
  const said = total ?? looseNumber(fields['total_khs'], maxHashrate / 1e3);
  if (said === null) warnings.push('“khs” is no number; the devices are summed up.');
  const [accepted, rejected, invalid] = asList(fields['ar']).map(looseCount);
  const uptime = looseNumber(fields['uptime'], 1e10);
  return {
    report: {
      ...unknownReport,
      hashrate: said === null ? sumOfRates(devices) : said * 1e3,
      accepted: accepted ?? null,
      rejected: rejected ?? null,
      invalid: invalid ?? null,
      uptimeMs: uptime === null ? null : Math.round(uptime * 1e3),
      devices,
    },
    warnings,
  };
}

interface Rig {
  readonly cards: readonly PackageCard[];
  readonly sensors: readonly CardSensors[];
}

function devicesOf(fields: Fields, { cards, sensors }: Rig, warnings: string[]): DeviceReport[] {
  // Older scripts for ccminer have the rates under the name of the unit.
  const isOld = !Array.isArray(fields['hs']) && Array.isArray(fields['khs']);
  const rates = asList(isOld ? fields['khs'] : fields['hs']);
  const units = isOld ? 'khs' : (fields['hs_units'] ?? 'khs');
  const perUnit = hashesPerUnit(units);
  if (perUnit === null) warnings.push('“hs_units” is no unit of hashrate that is known.');
  const temperatures = asList(fields['temp']);
  const fans = asList(fields['fan']);
  const buses = asList(fields['bus_numbers']);
  // Without numbers of buses the cards are meant in their order, if there are as many.
  const inOrder = buses.length === 0 && cards.length === rates.length ? cards : [];
  return rates.map((rate, index) => {
    const busNumber = looseCount(buses[index]);
    const card = cards.find(({ busId }) => busOf(busId) === busNumber) ?? inOrder[index];
    const isAlone = rates.length === 1 && inOrder.length === 0;
    const isCpu = busNumber === null && (buses.length > 0 || cards.length === 0 || isAlone);
    const value = looseNumber(rate, maxHashrate);
    // No card has 0 °C: it was not read, and then its fan was not, either.
    const temperature = looseNumber(temperatures[index], 200) || null;
    const fan = temperature === null ? null : looseNumber(fans[index], 100);
    const device = {
      ...unknownDevice(index, isCpu ? 'cpu' : 'gpu'),
      name: card?.name ?? null,
      busId: card?.busId ?? busIdOf(busNumber),
      hashrate: value === null || perUnit === null ? null : Math.min(value * perUnit, maxHashrate),
      temperature,
      fanPercent: fan === 0 && !standsStill(card, sensors) ? null : fan,
    };
    return filledFrom(device, sensorsOnBus(busNumber, cards, sensors));
  });
}
