import { describe, expect, it } from 'vitest';
import { readAll, recordedText } from '../../../testing/recorded-miner.ts';
import { unknownDevice, unknownReport, type MinerReport } from '../miner-report.ts';
import { openBzminerReader } from './bzminer-lines.ts';

const read = (...lines: string[]): MinerReport => readAll(openBzminerReader(), lines);
const after = (version: string): MinerReport =>
  read(...recordedText(`public/bzminer-${version}.log`).split('\n'));

describe('posted output of BzMiner', () => {
  it('of 19.2 has the rate of a card and of the pool', () => {
    expect(after('19.2')).toEqual({
      ...unknownReport,
      hashrate: 64_370_000,
      accepted: 0,
      rejected: 0,
      invalid: 0,
      difficulty: 8_660_000_000,
      poolConnected: true,
      uptimeMs: 3_523_000,
      devices: [
        {
          ...unknownDevice(0, 'gpu'),
          busId: '0a:00.0',
          hashrate: 64_370_000,
          accepted: 0,
          rejected: 0,
          invalid: 0,
        },
      ],
    });
  });

  it('of 15.4, with pending shares in the table, has sensors and no rate yet', () => {
    expect(after('15.4')).toEqual({
      ...unknownReport,
      difficulty: 309_510_000_000,
      poolConnected: true,
      devices: [
        {
          ...unknownDevice(0, 'gpu'),
          name: 'NVIDIA GeForce GTX 750 Ti',
          busId: '10:00.0',
          temperature: 30,
          fanPercent: 40,
          power: 1.1,
        },
      ],
    });
  });

  it('of 21.1 has other columns, and cards that hang', () => {
    const { devices, hashrate } = after('21.1');
    expect(hashrate).toBeNull();
    expect(devices).toHaveLength(11);
    expect(devices[0]).toEqual({
      ...unknownDevice(0, 'gpu'),
      name: 'MAXSUN RTX 3070 iCraft OC',
      busId: '01:00.0',
      temperature: 33,
      fanPercent: 35,
      power: 15.9,
      accepted: 0,
      rejected: 0,
      invalid: 0,
    });
    expect(devices[10]).toMatchObject({ busId: '0c:00.0', accepted: 0, temperature: null });
  });

  it('of 7.1 counts a share for the card that found it', () => {
    const report = after('7.1');
    expect(report).toMatchObject({ accepted: 1, rejected: 0, poolLatencyMs: 21 });
    expect(report.devices.map(({ busId, power, accepted }) => [busId, power, accepted])).toEqual([
      ['01:00.0', 25, 1],
      ['0b:00.0', 27, null],
      ['05:00.0', 28, null],
      ['06:00.0', 27, null],
      ['07:00.0', 26, null],
      ['09:00.0', 24, null],
    ]);
  });

  it('counts a share that the pool refused, and none that never left', () => {
    expect(after('alephium')).toMatchObject({
      accepted: 0,
      rejected: 1,
      poolConnected: true,
      devices: [{ busId: '01:00.0', rejected: 1 }],
    });
  });
});

describe('openBzminerReader', () => {
  const table = (algorithm: string, ...rows: string[]): string[] => [
    ` ---------- ${algorithm} - stratum+tcp://pool:1 - rig ----------`,
    ' | #    | a/r/i | eff | pool hr | miner hr | status |',
    ...rows.map((row) => ` | ${row} |`),
  ];

  it('puts the figures of the tables beside those of the cards', () => {
    const lines = [
      ' ------- devices - watchdog restarts: 2 -------',
      ' | #   | name         | fan | pwr  | temp    |',
      ' | 3:0 | RX 5700 XT   | 29% | 119w | 56C/78C |',
      ' | 7:0 | GTX 1070     | 0%  | 0w   | 41C     |',
      ...table('kaspa', '7:0  | 1/-/-   | -- | 1.07gh | 837.37mh | Mining'),
      ...table('kaspa', '3:0  | 10/2/1  | -- | --     | 1.07gh   | Mining'),
      ...table('kaspa', 'smry | 11/2/1  | -- | --     | 1.91gh   | latency: --'),
    ];
    expect(read(...lines)).toMatchObject({
      hashrate: 1_910_000_000,
      accepted: 11,
      rejected: 2,
      invalid: 1,
      devices: [
        {
          name: 'RX 5700 XT',
          hashrate: 1_070_000_000,
          temperature: 56,
          memoryTemperature: 78,
          fanPercent: 29,
          power: 119,
          accepted: 10,
          rejected: 2,
          invalid: 1,
        },
        { name: 'GTX 1070', hashrate: 837_370_000, power: null, fanPercent: 0, accepted: 1 },
      ],
    });
  });

  it('leaves out what is mined beside the first algorithm', () => {
    const lines = [
      '[ethash] Connecting to stratum+tcp://pool:1 as rig with wallet:',
      ...table('ethash', 'smry | 3/-/- | -- | -- | 61.03mh | x'),
      ...table('zil', 'smry | 9/-/- | -- | -- | 64.37mh | x'),
      'Pool accepted zil solution from GPU 1:0! (21ms)',
      '[zil] Reconnecting to stratum+tcp://other:1 in 3s seconds...',
    ];
    expect(read(...lines)).toMatchObject({
      hashrate: 61_030_000,
      accepted: 3,
      poolConnected: true,
      devices: [],
    });
  });

  it('knows a processor by the bus that it says', () => {
    const rows = ['1:0   | -/-/- | -- | -- | 61.03mh | x', '255:0 | 1/-/- | -- | -- | 4.1mh | x'];
    expect(read(...table('warthog', ...rows)).devices).toMatchObject([
      { index: 0, kind: 'gpu', busId: '01:00.0' },
      { index: 1, kind: 'cpu', busId: null, hashrate: 4_100_000, accepted: 1 },
    ]);
  });

  it('goes on counting where the last table stopped', () => {
    const share = 'Pool accepted solution from GPU 1:0! (9ms)';
    const lines = [...table('alph', '1:0 | 4/1/- | -- | -- | 5mh | x'), share, share];
    expect(read(...table('alph', 'smry | 4/1/- | -- | -- | 5mh | x'), ...lines)).toMatchObject({
      accepted: 6,
      rejected: 1,
      devices: [{ accepted: 6, rejected: 1 }],
    });
  });

  it.each([
    ['pearl hashrate 135.05th  shares=423', { hashrate: 135_050_000_000_000 }],
    [
      '<Warn> GPU: 4:0 solution rejected:  error code: 26 invalid block chain index',
      { rejected: 1 },
    ],
    [
      ' 04-13 16:04:45:0064  [karlsen] Connected to stratum+ssl://k:1 using stratum as x',
      { poolConnected: true },
    ],
    [' [dynex] New difficulty: 100.00kh', { difficulty: 100_000 }],
  ])('takes from “%s” what it says', (line, expected) => {
    expect(read(line)).toMatchObject(expected);
  });

  it.each([
    '| 1:0 | 1/0/0 |',
    '|||||',
    '| # | # |',
    '---- ----',
    '---- devices ----',
    'pearl hashrate fast shares=1',
    'GPU 1:0: solution',
    'Pool accepted solution from GPU all! (1ms)',
  ])('takes nothing from “%s”', (line) => {
    expect(read(line)).toEqual(unknownReport);
  });

  it('keeps no more devices than a rig can have', () => {
    const rows = Array.from(
      { length: 1000 },
      (_, at) => `${at}:${at % 90} | 1/-/- | -- | -- | 5mh | x`,
    );
    expect(read(...table('alph', ...rows)).devices).toHaveLength(256);
  });
});
