import { describe, expect, it } from 'vitest';
import { readAll, recordedText } from '../../testing/recorded-miner.ts';
import { lineReaders } from './line-readers.ts';
import type { OutputKind } from './miner-kinds.ts';
import { unknownDevice, unknownReport, type MinerReport } from './miner-report.ts';

const after = (kind: OutputKind): MinerReport =>
  readAll(lineReaders[kind](), recordedText(`public/${kind}.log`).split('\n'));
const read = (kind: OutputKind, ...lines: string[]): MinerReport =>
  readAll(lineReaders[kind](), lines);

describe('posted output', () => {
  it('of T-Rex', () => {
    expect(after('t-rex')).toEqual({
      ...unknownReport,
      hashrate: 235_820_000,
      accepted: 1040,
      rejected: 1,
      poolConnected: true,
      poolLatencyMs: 110,
      uptimeMs: 17_962_000,
      devices: [
        {
          ...unknownDevice(0, 'gpu'),
          name: 'Gigabyte GTX 1660 Ti',
          hashrate: 31_060_000,
          temperature: 56,
          fanPercent: 65,
          power: 78,
          accepted: 152,
          rejected: 0,
        },
        {
          ...unknownDevice(1, 'gpu'),
          name: 'NVIDIA RTX 3070 Ti',
          hashrate: 36_860_000,
          temperature: 65,
          memoryTemperature: 90,
          fanPercent: 60,
          power: 166,
          accepted: 8,
          rejected: 0,
        },
      ],
    });
  });

  it('of lolMiner, whose table carries the unit of the average', () => {
    expect(after('lolminer')).toEqual({
      ...unknownReport,
      hashrate: 5.4,
      accepted: 0,
      rejected: 0,
      difficulty: 4.457024936201749,
      poolConnected: true,
      devices: [
        {
          ...unknownDevice(1, 'gpu'),
          name: 'RTX 3060 Ti',
          hashrate: 5.58,
          power: 184.7,
          accepted: 0,
          rejected: 0,
        },
      ],
    });
  });

  it('of SRBMiner-MULTI', () => {
    expect(after('srbminer')).toEqual({
      ...unknownReport,
      hashrate: 46_730_000,
      accepted: 15,
      rejected: 0,
      poolConnected: true,
      poolLatencyMs: 86,
      devices: [
        {
          ...unknownDevice(0, 'gpu'),
          hashrate: 46_730_000,
          temperature: 59,
          power: 335,
          accepted: 15,
        },
      ],
    });
  });

  it('of Rigel, whose tables follow each other', () => {
    const lines = recordedText('public/rigel.log').split('\n');
    expect(readAll(lineReaders.rigel(), lines.slice(0, 6))).toMatchObject({
      hashrate: 1843,
      accepted: 0,
      devices: [{ name: 'RTX 3070 Ti', hashrate: 1843, temperature: null }],
    });
    expect(after('rigel')).toEqual({
      ...unknownReport,
      accepted: 1,
      rejected: 0,
      uptimeMs: 220_000,
      devices: [
        {
          ...unknownDevice(0, 'gpu'),
          name: 'RTX 3070 Ti',
          temperature: 38,
          memoryTemperature: 48,
          fanPercent: 70,
          power: 79.6,
          accepted: 1,
          rejected: 0,
        },
      ],
    });
  });

  it('of GMiner', () => {
    const card = { kind: 'gpu', rejected: null, invalid: null, memoryTemperature: null };
    expect(after('gminer')).toMatchObject({
      hashrate: 40_290_000,
      accepted: 1,
      rejected: 0,
      difficulty: 1_999_000_000,
      poolConnected: true,
      poolLatencyMs: 283,
      uptimeMs: 121_000,
      devices: [
        { ...card, index: 0, name: '2060', hashrate: 8_010_000, fanPercent: 84, accepted: 1 },
        { ...card, index: 1, name: '570', temperature: 77, power: 117, accepted: 0 },
        { ...card, index: 2, name: '2060', hashrate: 10_790_000, power: 113 },
      ],
    });
  });

  it('of NBMiner', () => {
    expect(after('nbminer')).toMatchObject({
      hashrate: 226.63 + 216.8 + 218.88,
      accepted: 2,
      rejected: 0,
      difficulty: 4_295_000_000,
      poolLatencyMs: 53,
      devices: [{ hashrate: 226.63 }, { accepted: null }, { index: 2, accepted: 1 }],
    });
  });

  it('of TeamRedMiner', () => {
    expect(after('teamredminer')).toEqual({
      ...unknownReport,
      hashrate: 61_030_000,
      accepted: 2537,
      rejected: 0,
      poolConnected: true,
      poolLatencyMs: 200,
      uptimeMs: 173_529_000,
      devices: [
        {
          ...unknownDevice(0, 'gpu'),
          name: 'Vega',
          busId: '2b:00.0',
          hashrate: 61_030_000,
          temperature: 45,
          memoryTemperature: 62,
          fanPercent: 28,
          power: 90,
          accepted: 2537,
          rejected: 0,
          invalid: 0,
        },
      ],
    });
  });

  it('of WildRig, in lines and in a table', () => {
    expect(after('wildrig')).toMatchObject({
      hashrate: 685_840_000,
      accepted: 61,
      rejected: 0,
      invalid: 0,
      difficulty: 8_590_000_000,
      poolConnected: true,
      poolLatencyMs: 209,
      uptimeMs: 1_259_000,
      devices: [
        { index: 0, name: 'Radeon RX 7900 XTX', hashrate: null, power: null, accepted: 61 },
        { index: 2, temperature: 37, power: 30, fanPercent: 34, hashrate: null },
        { index: 3, temperature: 53, power: 26, fanPercent: 0 },
      ],
    });
  });

  it('of OneZeroMiner, without the shares that come twice', () => {
    expect(after('onezerominer')).toMatchObject({
      hashrate: 4080,
      accepted: 2,
      rejected: 0,
      difficulty: 20_000,
      poolConnected: true,
      poolLatencyMs: 166,
      uptimeMs: 61_000,
      devices: [
        {
          index: 2,
          name: '3070',
          hashrate: 4080,
          temperature: 55,
          fanPercent: 60,
          power: 164.2,
          accepted: 4,
        },
      ],
    });
  });
});

describe('what is mined beside the first algorithm', () => {
  it('does not count with TeamRedMiner', () => {
    const line = (algorithm: string, rate: string): string =>
      `Total    ${algorithm}: ${rate}, avg ${rate}, pool ${rate} a:9 r:1`;
    const lines = [line('ethash', '61.03Mh/s'), line('ton', '894.4Gh/s')];
    expect(read('teamredminer', ...lines)).toMatchObject({ hashrate: 61_030_000 });
  });

  it('does not count with Rigel', () => {
    const table = (algorithm: string, rate: string): string[] => [
      `+==== ${algorithm} ====+`,
      '|#|Name|Hashrate|Pool|Acc|Rej|Eff|',
      `|0|RTX 3070 Ti|${rate}|-|1|0|-|`,
      `|  Total: ${rate}|-|1|0|-|`,
    ];
    const lines = [...table('nexapow', '90.1 MH/s'), ...table('zil', '61 MH/s')];
    expect(read('rigel', ...lines)).toMatchObject({
      hashrate: 90_100_000,
      devices: [{ hashrate: 90_100_000 }],
    });
  });

  it('does not count with SRBMiner', () => {
    const share = (place: number): string => `GPU0[t0] result accepted [ 86ms] [x][${place}]`;
    expect(read('srbminer', share(1))).toMatchObject({ accepted: null });
    expect(read('srbminer', share(0), share(0))).toMatchObject({ accepted: 2 });
  });
});

describe('other lines', () => {
  it.each<[OutputKind, string, object]>([
    ['t-rex', '[FAIL] 10/12 - 80 MH/s, 5ms ... GPU #0', { accepted: 10, rejected: 2 }],
    ['gminer', 'GPU1: Share #3 rejected 20 ms', { rejected: 1, devices: [{ rejected: 1 }] }],
    ['gminer', 'Total Speed: 3344 Sol/s', { hashrate: 3344 }],
    ['nbminer', 'ethash - #3 Share rejected, 9 ms. [DEVICE 0, #3]', { rejected: 1 }],
    ['srbminer', 'GPU0 result rejected', { rejected: 1 }],
    ['wildrig', 'hashrate: 10s: n/a 60s: 2.5 15m: 3 kH/s max: 9 kH/s', { hashrate: 2500 }],
    ['onezerominer', 'Connecting to: pool:1', { poolConnected: false }],
    ['lolminer', 'Average speed (15s): 46.51 Mh/s', { hashrate: 46_510_000 }],
    ['bzminer', 'GPU 1:0: LHR Detected', unknownReport],
  ])('of %s: “%s”', (kind, line, expected) => {
    expect(read(kind, line)).toMatchObject(expected);
  });

  it.each([
    '',
    ' ',
    '|',
    '||||||||',
    'GPU',
    'GPU #0:',
    'GPU0 : MH/s [|',
    'Total: H/s',
    'Total  x/y',
    'Average speed (s):',
    '+= x =+',
    '|#|',
    '[ OK ] x/y - z',
    'accepted',
    'Job New: Diff: many',
    'x'.repeat(100_000),
  ])('takes nothing from “%s”, whoever prints it', (line) => {
    for (const open of Object.values(lineReaders))
      expect(readAll(open(), [line])).toEqual(unknownReport);
  });
});
