import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MinerReportShape } from '../../testing/miner-report-shape.ts';
import { mutatedText } from '../../testing/mutated-text.ts';
import { seededRandom } from '../../testing/seeded-random.ts';
import { mmposGpuInfo, packageCards } from './hiveos-cards.ts';
import { readMmposStats } from './mmpos-stats.ts';
import type { ScriptFigures } from './script-figures.ts';

const cards = packageCards([
  { kind: 'nvidia', name: 'RTX 3070', busId: '01:00.0', memoryBytes: null },
  { kind: 'amd', name: 'RX 6800', busId: '10:00.0', memoryBytes: null },
]);
const read = (stats: unknown): ScriptFigures =>
  readMmposStats(typeof stats === 'string' ? stats : JSON.stringify(stats, null, 2), cards);

const figures = {
  busid: [1, 16],
  hash: [111.5, '112'],
  units: 'mhs',
  air: ['5', '1', '2'],
  shares: { accepted: [2, 3], rejected: [1, 1], invalid: [0, '1'] },
  miner_name: 'mine',
  miner_version: '1.0',
};

describe('the figures of a package of mmpOS', () => {
  it('are read in H/s, card by card', () => {
    const { report, warnings } = read(figures);
    expect(warnings).toEqual([]);
    expect(report).toMatchObject({ hashrate: 223_500_000, accepted: 5, invalid: 1, rejected: 2 });
    expect(report?.devices).toMatchObject([
      {
        index: 0,
        kind: 'gpu',
        name: 'RTX 3070',
        busId: '01:00.0',
        hashrate: 111_500_000,
        accepted: 2,
        rejected: 1,
        invalid: 0,
      },
      { index: 1, name: 'RX 6800', busId: '10:00.0', hashrate: 112_000_000, invalid: 1 },
    ]);
  });

  it('are found between other lines', () => {
    const text = `Miner API slow\n{"a":\n${JSON.stringify(figures).slice(1)}`;
    expect(read(`warming up\n${JSON.stringify(figures)}\nbye`).report?.hashrate).toBe(223_500_000);
    expect(read(text).report).toBeNull();
  });

  it.each([
    [
      'Miner API connection failed\n',
      'mmp-stats.sh printed no figures, but this: Miner API connection failed',
    ],
    ['', 'mmp-stats.sh printed no figures, but nothing.'],
    ['{"a"}', 'The figures are no JSON.'],
  ])('are none in %j, and that is told', (text, warning) => {
    expect(read(text)).toEqual({ report: null, warnings: [warning] });
  });

  it.each([
    ['cpu', null, 'cpu'],
    [11, '0b:00.0', 'gpu'],
    ['01', '01:00.0', 'gpu'],
    ['0a', '0a:00.0', 'gpu'],
    ['0x10', '10:00.0', 'gpu'],
    // Only as a hexadecimal number it is one of the cards.
    ['10', '10:00.0', 'gpu'],
    ['16', '10:00.0', 'gpu'],
    ['33', '21:00.0', 'gpu'],
    ['0000:41:00.1', '41:00.1', 'gpu'],
    ['x', null, 'gpu'],
    [-1, null, 'gpu'],
    [null, null, 'gpu'],
  ])('are of the device %j at %j, a %s', (busid, busId, kind) => {
    expect(read({ busid: [busid], hash: [1] }).report?.devices).toMatchObject([{ busId, kind }]);
  });

  it('know an array of gates by nothing but its place', () => {
    const { report } = read({
      uid: ['153300000944'],
      hash: ['1.80'],
      units: 'ghs',
      temp: ['54.8'],
      watt: ['112'],
      air: [26, 0, 0],
    });
    expect(report).toMatchObject({ accepted: 26, hashrate: 1.8e9 });
    expect(report?.devices).toMatchObject([{ busId: null, temperature: 54.8, power: 112 }]);
  });

  it('have no invalid shares in the older list of two', () => {
    expect(read({ hash: [1], ar: ['4', '2'] }).report).toMatchObject({
      accepted: 4,
      rejected: 2,
      invalid: null,
    });
  });

  it('tell of lists that do not fit together', () => {
    expect(read({ busid: [1, 2], hash: [1], units: 'xx' }).warnings).toEqual([
      '“units” is no unit of hashrate that is known.',
      '“busid” and “hash” have different lengths.',
    ]);
  });

  it('never hold what cannot be, whatever a script prints', () => {
    const value = fc.oneof(fc.jsonValue(), fc.double(), fc.constantFrom('cpu', '-1', '0a', 1e308));
    const list = fc.oneof(fc.array(value), value);
    const shares = fc.oneof(fc.record({ accepted: list, rejected: list, invalid: list }), value);
    const stats = fc.record(
      {
        busid: list,
        hash: list,
        units: value,
        air: list,
        ar: list,
        shares,
        temp: list,
        watt: list,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(stats, value), (written) => isSound(read(written))),
      { numRuns: Number(process.env['FUZZ_COUNT'] ?? 3_000), seed: 7 },
    );
    const random = seededRandom(8);
    const text = JSON.stringify(figures);
    for (let run = 0; run < Number(process.env['FUZZ_COUNT'] ?? 2_000); run += 1) {
      expect(isSound(read(mutatedText(text, random)))).toBe(true);
    }
  });

  it('are found in no time that grows faster than the text', () => {
    const began = performance.now();
    for (const one of [' ', '\n', '{', '}', '{\n']) read(one.repeat(500_000));
    expect(performance.now() - began).toBeLessThan(3_000);
  });
});

describe('the cards as mmpOS knows them', () => {
  it('are named by maker', () => {
    expect(mmposGpuInfo(cards)).toEqual({
      device: {
        GPU: {
          nvidia_details: { busid: ['0000:01:00.0'] },
          amd_sysfs_details: { busid: ['0000:10:00.0'] },
          intel_sysfs_details: { busid: [] },
        },
      },
    });
  });
});

/** Whatever was read: a report that every part of the program can take, and few words about it. */
const isSound = ({ report, warnings }: ScriptFigures): boolean =>
  MinerReportShape.nullable().safeParse(report).success && warnings.length <= 33;
