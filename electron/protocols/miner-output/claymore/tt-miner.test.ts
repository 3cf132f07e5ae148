import { describe, expect, it } from 'vitest';
import { readAll, recordedText } from '../../../testing/recorded-miner.ts';
import { unknownDevice, unknownReport, type MinerReport } from '../miner-report.ts';
import { ttMinerApi } from './tt-miner-api.ts';
import { openTtMinerReader } from './tt-miner-lines.ts';

const answer = (...result: string[]): string => JSON.stringify({ id: 0, jsonrpc: '2.0', result });

describe('ttMinerApi', () => {
  it('reads H/s', () => {
    expect(ttMinerApi.read([recordedText('public/tt-miner-2.1.11.json')])).toEqual({
      ...unknownReport,
      hashrate: 4_003_571,
      accepted: 13,
      rejected: 0,
      invalid: 0,
      uptimeMs: 180_000,
      devices: [
        { ...unknownDevice(0, 'gpu'), hashrate: 1_959_526, temperature: 68, fanPercent: 52 },
        { ...unknownDevice(1, 'gpu'), hashrate: 2_044_045, temperature: 58, fanPercent: 39 },
      ],
    });
    expect(ttMinerApi.read([recordedText('public/tt-miner-2.2.1.json')])).toMatchObject({
      hashrate: 4_235_681,
      accepted: 1,
      devices: [{ temperature: 71 }, { hashrate: 2_157_892, fanPercent: 68 }],
    });
  });

  it('counts shares less the rejected ones', () => {
    const stat1 = answer('TT-Miner/2.1.11-beta', '3', '4003571;13;1', '4003571');
    expect(ttMinerApi.read([stat1])).toMatchObject({ accepted: 12, rejected: 1 });
  });

  it('takes the 0 before the first share for unknown', () => {
    expect(ttMinerApi.read([answer('TT-Miner 2023.4.0', '0', '0;0;0', '0')])).toMatchObject({
      hashrate: null,
      accepted: 0,
    });
    expect(ttMinerApi.read([answer('TT-Miner 2023.4.0', '9', '0;2;0', '0')])).toMatchObject({
      hashrate: 0,
    });
  });

  it('has no more cards than a rig can have', () => {
    const rates = Array.from({ length: 1000 }, () => '1').join(';');
    expect(ttMinerApi.read([answer('TT-Miner', '1', '1;0;0', rates)])?.devices).toHaveLength(256);
  });

  it.each([
    ['ethminer', answer('ethminer-0.19.0', '0', '1;92;0', '1')],
    ['an empty list', answer()],
    ['numbers', '{"result":[1,2,3]}'],
    ['no JSON', 'ok'],
    ['nothing', null],
  ])('refuses %s', (_, body) => {
    expect(ttMinerApi.read([body])).toBeNull();
  });

  it.each(['x;y;z', ';;', '-1;-1;-1', '1e5;NaN;0', ''])('knows nothing of “%s”', (total) => {
    const report = ttMinerApi.read([answer('TT-Miner', 'soon', total, 'off;-5', '', '', 'hot')]);
    expect(report).toMatchObject({ hashrate: null, uptimeMs: null, devices: [{}, {}] });
    expect(report?.devices.map((device) => device.hashrate)).toEqual([null, null]);
  });
});

const read = (...lines: string[]): MinerReport => readAll(openTtMinerReader(), lines);
const after = (name: string): MinerReport =>
  read(...recordedText(`public/${name}.log`).split('\n'));

describe('posted output of TT-Miner', () => {
  it('of 2023.4 tells the cards that it uses', () => {
    expect(after('tt-miner')).toEqual({
      ...unknownReport,
      devices: [
        {
          ...unknownDevice(0, 'gpu'),
          busId: '01:00.0',
          name: 'ASUS NVIDIA GeForce RTX 3060 Ti',
        },
      ],
    });
  });

  it('of 2.1 has the rate of a card, with its watts where it tells them', () => {
    const [older = '', newer = ''] = recordedText('public/tt-miner-2.1.log').split('\n');
    const card = unknownDevice(0, 'gpu');
    expect(read(older).devices).toEqual([
      { ...card, hashrate: 2_442_000, temperature: 70, fanPercent: 100, accepted: 2, rejected: 0 },
    ]);
    expect(read(newer).devices).toEqual([
      {
        ...card,
        hashrate: 40_213_000,
        temperature: 64,
        fanPercent: 95,
        power: 179,
        accepted: 0,
        rejected: 0,
      },
    ]);
  });

  it('of six cards, while the only coin waits, has their sensors', () => {
    const report = after('tt-miner-zil');
    expect(report).toMatchObject({ hashrate: null, accepted: null, uptimeMs: 330_000 });
    expect(
      report.devices.map(({ index, temperature, fanPercent, power, hashrate }) => [
        index,
        temperature,
        fanPercent,
        power,
        hashrate,
      ]),
    ).toEqual([
      [0, 59, 85, 214, null],
      [1, 51, 75, 194, null],
      [2, 54, 82, 168, null],
      [3, 54, 82, 97, null],
      [4, 55, 83, 166, null],
      [5, 53, 76, 153, null],
    ]);
  });

  it('of 2024.3 has a card that gives no watts', () => {
    expect(after('tt-miner-2024.3')).toEqual({
      ...unknownReport,
      accepted: 0,
      rejected: 0,
      difficulty: 8_590_000_000,
      poolConnected: true,
      uptimeMs: 5_000,
      devices: [
        {
          ...unknownDevice(0, 'gpu'),
          temperature: 31,
          fanPercent: 0,
          accepted: 0,
          rejected: 0,
        },
      ],
    });
  });

  it('of 2024.2 has cards that stand by, of which it says no figures', () => {
    expect(after('tt-miner-2024.2')).toEqual({
      ...unknownReport,
      accepted: 0,
      rejected: 0,
      poolConnected: true,
      uptimeMs: 60_000,
    });
  });

  it('of 2023.1 and before has no sign whether a coin is mined', () => {
    expect(after('tt-miner-2023.1')).toMatchObject({
      difficulty: 104_900_000,
      poolConnected: true,
      accepted: 0,
      uptimeMs: 22_000,
      devices: [{ index: 0, temperature: 41, fanPercent: 0, power: 10, accepted: 0 }],
    });
    expect(after('tt-miner-2022.4')).toEqual({
      ...unknownReport,
      difficulty: 268_400_000,
      poolConnected: true,
    });
  });
});

describe('openTtMinerReader', () => {
  const card = (index: string, figures: string): string =>
    `09:19:43.791 GPU[${index}-RXD]:   ${figures}  CClk:1.755 GHz-100%  MClk:5.001 GHz-0%  59°C  85%  214 W  145.8 kH/s/W  7.932 GB   00:12`;
  const all = (coin: string, figures: string): string =>
    `09:19:43.791 All[${coin}]:      ${figures}  311 W  150.5 kH/s/W  uptime: 1 02:03:04  mining-time: 1 02:03:00  last: 00:12`;

  it('puts together what it says of cards and of all', () => {
    const lines = [
      card('00', '*31.20 MH/s [A7:R1:S2 0.0%]'),
      card('01', '*970.5 kH/s [A3:R0:S0 0.0%]'),
      all('RXD', '*32.17 MH/s [A10:R1:S2 0.0%]'),
    ];
    expect(read(...lines)).toMatchObject({
      hashrate: 32_170_000,
      accepted: 10,
      rejected: 1,
      uptimeMs: 93_784_000,
      devices: [
        { hashrate: 31_200_000, accepted: 7, rejected: 1, temperature: 59, power: 214 },
        { hashrate: 970_500, accepted: 3, rejected: 0 },
      ],
    });
  });

  it('counts the cards that it uses, as its interface does, whatever their numbers', () => {
    const lines = [
      '* #01 PCI 02:00.0 ASUS   NVIDIA GeForce RTX 4060 Ti  8.000 GB / 7.776 GB  SM/Cores: 34/4352',
      '* #04 PCI 0b:00.0 ASUS   NVIDIA GeForce RTX 3060  12.00 GB / 11.83 GB  SM/Cores: 28/3584',
      card('04', '*31.20 MH/s [A7:R1:S2 0.0%]'),
      card('01', '*20.10 MH/s [A3:R0:S0 0.0%]'),
    ];
    expect(read(...lines).devices).toMatchObject([
      { index: 0, busId: '02:00.0', hashrate: 20_100_000 },
      { index: 1, busId: '0b:00.0', hashrate: 31_200_000 },
    ]);
  });

  it('does not lose the figures of a coin to one that waits beside it', () => {
    const lines = [
      card('00', '*31.20 MH/s [A7:R1:S2 0.0%]'),
      all('RXD', '*31.20 MH/s [A7:R1:S2 0.0%]'),
      card('00', '-0 H/s [A0:R0:S0 0.0%]'),
      all('ZIL', '-0 H/s [A0:R0:S0 0.0%]'),
    ];
    expect(read(...lines)).toMatchObject({
      hashrate: 31_200_000,
      accepted: 7,
      devices: [{ hashrate: 31_200_000, accepted: 7 }],
    });
  });

  it('knows 0 for a standstill once there was a share', () => {
    expect(read(all('RXD', '*0 H/s [A0:R0:S0 0.0%]')).hashrate).toBeNull();
    expect(read(all('RXD', '*0 H/s [A4:R0:S0 0.0%]')).hashrate).toBe(0);
  });

  it('knows that the line to the pool is not there yet', () => {
    const line = '09:52:05.668 Pool[DEF-0]:   Connecting to: stratum+tcp://pool:9989';
    expect(read(line)).toEqual({ ...unknownReport, poolConnected: false });
  });

  it.each([
    'GPU[0] 40.1 MH/s accepted 7',
    'GPU[00-RXD]:   40.1 MH/s',
    'GPU[xx-RXD]:   *1 H/s [A0:R0:S0 0.0%]',
    'All[RXD]:      *fast H/s [A0:R0:S0 0.0%]',
    'Pool[DEF-0]:   Invalid method - Function: SUBSCRIBE',
    '* #15                     AuthenticAMD AMD Ryzen 9 3950X 16-Core Processor   CPUs/Cores: 1/32',
  ])('guesses nothing from “%s”', (line) => {
    expect(read(`15:56:40.000 ${line}`)).toEqual(unknownReport);
  });
});
