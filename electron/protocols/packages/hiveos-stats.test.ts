import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measuredCard } from '../../testing/measured-card.ts';
import { MinerReportShape } from '../../testing/miner-report-shape.ts';
import { mutatedText } from '../../testing/mutated-text.ts';
import { seededRandom } from '../../testing/seeded-random.ts';
import { unknownDevice } from '../miner-output/miner-report.ts';
import { packageCards, type CardSensors } from './hiveos-cards.ts';
import { readHiveosStats } from './hiveos-stats.ts';
import type { ScriptFigures } from './script-figures.ts';

const cards = packageCards([
  { kind: 'nvidia', name: 'RTX 3060', busId: '0B:00.0', memoryBytes: null },
  { kind: 'cpu', name: 'Ryzen', busId: null, memoryBytes: null },
  { kind: 'nvidia', name: 'RTX 3070', busId: '01:00.0', memoryBytes: null },
]);
/** Two cards on one bus, as on a card with two chips. */
const twoOnABus = packageCards([
  { kind: 'nvidia', name: 'one', busId: '0b:00.0', memoryBytes: null },
  { kind: 'nvidia', name: 'two', busId: '0b:01.0', memoryBytes: null },
]);
const onBus0 = packageCards([
  { kind: 'amd', name: 'a part of the processor', busId: '00:02.0', memoryBytes: null },
]);

const measured = [
  measuredCard('0b:00.0', {
    temperature: 59,
    memoryTemperature: 84,
    hotSpotTemperature: 70,
    fanPercent: 45,
    power: 119.5,
    load: 99,
  }),
  measuredCard('0b:01.0', { temperature: 58, fanPercent: 40, power: 100 }),
  measuredCard('01:00.0', { temperature: 52, fanPercent: 0 }),
  measuredCard('00:02.0', { temperature: 47, fanPercent: 30, power: 15 }),
];
const read = (khs: string, stats: unknown, of = cards): ScriptFigures =>
  readHiveosStats(khs, typeof stats === 'string' ? stats : JSON.stringify(stats), of);
/** The same with sensors. */
const readMeasured = (khs: string, stats: unknown): ScriptFigures =>
  readHiveosStats(khs, typeof stats === 'string' ? stats : JSON.stringify(stats), cards, measured);

const figures = {
  hs: [60.5, '30'],
  hs_units: 'mhs',
  temp: [61, '55'],
  fan: [70, 40],
  uptime: 120,
  ar: ['12', '1'],
  ver: '2.1.1',
  algo: 'ton',
  bus_numbers: [11, 1],
};

describe('the figures of a package of HiveOS', () => {
  it('are read in H/s, card by card', () => {
    const { report, warnings } = read('90500', figures);
    expect(warnings).toEqual([]);
    expect(report).toMatchObject({
      hashrate: 90_500_000,
      accepted: 12,
      rejected: 1,
      invalid: null,
      uptimeMs: 120_000,
      devices: [
        {
          index: 0,
          kind: 'gpu',
          name: 'RTX 3060',
          busId: '0b:00.0',
          hashrate: 60_500_000,
          temperature: 61,
          fanPercent: 70,
        },
        {
          index: 1,
          name: 'RTX 3070',
          busId: '01:00.0',
          hashrate: 30_000_000,
          temperature: 55,
          fanPercent: 40,
        },
      ],
    });
  });

  it('are those of the one miner of a processor, as real scripts for ccminer give them', () => {
    const stats = {
      khs: [746.19],
      temp: [],
      fan: [],
      uptime: '75',
      ar: ['3', '0'],
      bus_numbers: [],
      algo: 'verus',
      ver: '3.8.3',
    };
    const { report } = read('746.19', stats, []);
    expect(report).toMatchObject({
      hashrate: 746_190,
      accepted: 3,
      rejected: 0,
      uptimeMs: 75_000,
      devices: [{ index: 0, kind: 'cpu', busId: null, hashrate: 746_190, temperature: null }],
    });
  });

  it.each([
    ['hs', 1],
    ['khs', 1e3],
    ['MHS', 1e6],
    ['GH/s', 1e9],
    ['ths', 1e12],
    ['kSol/s', 1e3],
    ['it/s', 1],
    [undefined, 1e3],
  ])('are counted in %s', (units, factor) => {
    expect(read('', { hs: [2], hs_units: units }).report?.hashrate).toBe(2 * factor);
  });

  it('have no rates of devices where the unit is none', () => {
    const { report, warnings } = read('5', { hs: [2], hs_units: 'furlongs' });
    expect(report).toMatchObject({ hashrate: 5_000, devices: [{ hashrate: null }] });
    expect(warnings).toEqual(['“hs_units” is no unit of hashrate that is known.']);
  });

  it('are those of the cards in their order where no bus is told, one alone that of the processor', () => {
    expect(read('1', { hs: [1, 2] }).report?.devices).toMatchObject([
      { busId: '01:00.0' },
      { busId: '0b:00.0' },
    ]);
    expect(read('1', { hs: [1] }).report?.devices).toMatchObject([{ busId: null, kind: 'cpu' }]);
    expect(read('1', { hs: [1, 2], bus_numbers: [null, 7] }).report?.devices).toMatchObject([
      { kind: 'cpu', busId: null },
      { kind: 'gpu', busId: '07:00.0', name: null },
    ]);
  });

  it('take a temperature of 0 and its fan as not said, because we gave it', () => {
    expect(read('1', { hs: [1], temp: ['0'], fan: [0] }).report?.devices).toMatchObject([
      { temperature: null, fanPercent: null },
    ]);
  });

  it('are filled with what the system measures of a card that they do not tell of', () => {
    const stats = { hs: [1, 2], bus_numbers: [11, 1], temp: [61, 0], fan: [70, 0] };
    expect(readHiveosStats('1', JSON.stringify(stats), cards, measured).report?.devices).toEqual([
      {
        ...unknownDevice(0, 'gpu'),
        name: 'RTX 3060',
        busId: '0b:00.0',
        hashrate: 1_000,
        temperature: 61,
        memoryTemperature: 84,
        fanPercent: 70,
        power: 119.5,
      },
      {
        ...unknownDevice(1, 'gpu'),
        name: 'RTX 3070',
        busId: '01:00.0',
        hashrate: 2_000,
        temperature: 52,
        fanPercent: 0,
      },
    ]);
  });

  it.each([
    ['no bus is told', { hs: [1, 2] }, cards],
    ['the bus has no card', { hs: [1, 2], bus_numbers: [3, 4] }, cards],
    ['the bus is that of the processor', { hs: [1, 2], bus_numbers: [0, 0] }, onBus0],
    ['two cards are on the bus', { hs: [1, 2], bus_numbers: [11, 11] }, twoOnABus],
    ['it is the processor', { hs: [1, 2], bus_numbers: [null, null] }, cards],
  ])('are not filled where %s', (_, stats, rig) => {
    const { report } = readHiveosStats('1', JSON.stringify(stats), rig, measured);
    for (const device of report?.devices ?? []) {
      expect(device).toMatchObject({ temperature: null, fanPercent: null, power: null });
    }
    expect(report?.devices).toHaveLength(2);
  });

  it('take a fan of 0 as said only where the system measures the same', () => {
    const stats = { hs: [1, 2, 3], bus_numbers: [11, 1, 7], temp: [61, 55, 50], fan: [0, '0', 0] };
    const fans = (sensors: readonly CardSensors[]) =>
      readHiveosStats('1', JSON.stringify(stats), cards, sensors).report?.devices.map(
        ({ fanPercent }) => fanPercent,
      );
    expect(fans(measured)).toEqual([45, 0, null]);
    expect(fans([])).toEqual([null, null, null]);
  });

  it.each([
    ['', '', null],
    ['0', 'null', null],
    ['12.5', '', 12_500],
    ['1e3', 'null', 1_000_000],
    ['7', '{broken', 7_000],
    ['x', '{broken', undefined],
    ['7', '[1]', 7_000],
  ])('are of %j and %j: %j', (khs, stats, hashrate) => {
    const { report, warnings } = read(khs, stats);
    expect(report?.hashrate ?? null).toBe(hashrate ?? null);
    expect(warnings).toHaveLength(1);
  });

  it.each([
    ['ar', 'x'],
    ['ar', { 0: 1 }],
    ['hs', 'all'],
    ['hs', [null, {}, [], -1, 'NaN', 1e99]],
    ['temp', { a: 1 }],
    ['bus_numbers', [[], 'x', -4, 999]],
    ['uptime', 'long'],
  ])('are read as far as they go where “%s” is %j', (name, value) => {
    const { report } = read('3', { ...figures, [name]: value });
    expect(report?.hashrate).toBe(3_000);
  });

  it('are of 256 devices at most', () => {
    expect(read('1', { hs: Array.from({ length: 999 }, () => 1) }).report?.devices).toHaveLength(
      256,
    );
  });

  it('never hold what cannot be, whatever a script leaves', () => {
    const value = fc.oneof(
      fc.jsonValue(),
      fc.double(),
      fc.constantFrom('NaN', '-1', '7', 'mhs', 1e308),
    );
    const list = fc.oneof(fc.array(value), value);
    const stats = fc.record(
      {
        hs: list,
        khs: list,
        hs_units: value,
        temp: list,
        fan: list,
        uptime: value,
        ar: list,
        bus_numbers: list,
      },
      { requiredKeys: [] },
    );
    const khs = fc.oneof(fc.string(), fc.double().map(String));
    fc.assert(
      fc.property(fc.oneof(stats, value), khs, (written, total) =>
        isSound(readMeasured(total, written)),
      ),
      { numRuns: Number(process.env['FUZZ_COUNT'] ?? 3_000), seed: 5 },
    );
    const random = seededRandom(6);
    const text = JSON.stringify(figures);
    for (let run = 0; run < Number(process.env['FUZZ_COUNT'] ?? 2_000); run += 1) {
      expect(isSound(readMeasured(mutatedText('90500', random), mutatedText(text, random)))).toBe(
        true,
      );
    }
  });
});

/** Whatever was read: a report that every part of the program can take, and few words about it. */
const isSound = ({ report, warnings }: ScriptFigures): boolean =>
  MinerReportShape.nullable().safeParse(report).success && warnings.length <= 33;
