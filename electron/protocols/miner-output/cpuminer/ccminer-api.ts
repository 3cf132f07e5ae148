import { busIdOf } from '../bus-id.ts';
import {
  unknownDevice,
  unknownReport,
  type DeviceReport,
  type MinerApiDialect,
  type MinerReport,
} from '../miner-report.ts';
import { deviceLimit, sum } from '../miner-values.ts';
import { printedNumber, printedPercent, printedSensor } from '../printed-values.ts';
import { keyValueQuery, rateOf, sharesOf, wholeOf } from './cpuminer-api.ts';
import { keyValues } from './key-values.ts';

/** The interface of ccminer; that of its version for VerusHash on processors (3.8.3) is recorded. */
export const ccminerApi: MinerApiDialect = {
  queries: [keyValueQuery('summary'), keyValueQuery('threads'), keyValueQuery('pool')],
  optional: [1, 2],
  read: (answers) => readCcminer(answers),
  proof: 'age',
  control: null,
};

function readCcminer([summary, threads, pool]: readonly unknown[]): MinerReport | null {
  const [fields] = keyValues(summary);
  const name = fields?.get('NAME') ?? '';
  if (!fields || !name.startsWith('ccminer')) return null;
  const cards = keyValues(threads).flatMap(cardOf);
  const hashrate = rateOf(fields) ?? sum(cards.map((card) => card.hashrate));
  const [poolFields] = keyValues(pool);
  const ping = printedNumber(poolFields?.get('PING'));
  return {
    ...unknownReport,
    hashrate,
    ...sharesOf(fields),
    // The summary's is the network's.
    difficulty: printedSensor(poolFields?.get('DIFF')),
    // 0 before the first answer to a share.
    poolLatencyMs: ping === 0 ? null : ping,
    devices: name.endsWith('CPU') ? [{ ...unknownDevice(0, 'cpu'), hashrate }] : cards,
  };
}

/** One of ccminer's `threads`: a card, as its own documentation of the interface names the fields. */
function cardOf(fields: ReadonlyMap<string, string>): DeviceReport[] {
  const index = wholeOf(fields.get('GPU'));
  if (index === null || index >= deviceLimit) return [];
  const power = printedSensor(fields.get('POWER'));
  return [
    {
      ...unknownDevice(index, 'gpu'),
      name: fields.get('CARD')?.slice(0, 200) || null,
      busId: busIdOf(printedNumber(fields.get('BUS'))),
      hashrate: rateOf(fields),
      temperature: printedSensor(fields.get('TEMP')),
      fanPercent: printedPercent(fields.get('FAN')),
      // In milliwatts: no card takes a thousand watts or more, and none less than one.
      power: power !== null && power >= 1000 ? power / 1000 : power,
      accepted: wholeOf(fields.get('ACC')),
      rejected: wholeOf(fields.get('REJ')),
    },
  ];
}
