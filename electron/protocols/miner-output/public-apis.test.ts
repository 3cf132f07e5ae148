import { describe, expect, it } from 'vitest';
import { recordedText } from '../../testing/recorded-miner.ts';
import { apiDialects } from './api-dialects.ts';
import type { ApiKind } from './miner-kinds.ts';
import { unknownDevice, unknownReport, type MinerReport } from './miner-report.ts';

const posted = (name: string): Record<string, unknown> =>
  JSON.parse(recordedText(`public/${name}.json`)) as Record<string, unknown>;

const read = (kind: ApiKind, name: string, change: object = {}): MinerReport | null =>
  apiDialects[kind].read([{ ...posted(name), ...change }]);

describe('T-Rex', () => {
  it('has measured nothing nine seconds after its start', () => {
    expect(read('t-rex', 't-rex-0.24.6')).toEqual({
      ...unknownReport,
      accepted: 0,
      rejected: 0,
      invalid: 0,
      difficulty: 4e9,
      paused: false,
      uptimeMs: 9_000,
      devices: [
        {
          ...unknownDevice(0, 'gpu'),
          name: 'ASUS RTX 3060 Laptop GPU',
          busId: '01:00.0',
          temperature: 63,
          power: 89,
          accepted: 0,
          rejected: 0,
          invalid: 0,
        },
      ],
    });
  });

  it('says H/s, 0 while it is paused, and a difficulty as a number up to 0.19', () => {
    const working = { hashrate: 75_321_106, accepted_count: 2 };
    const old = { ...working, active_pool: { difficulty: 4.5, ping: 40 } };
    expect(read('t-rex', 't-rex-0.24.6', old)).toMatchObject({
      hashrate: 75_321_106,
      difficulty: 4.5,
      poolLatencyMs: 40,
    });
    expect(read('t-rex', 't-rex-0.24.6', { ...working, paused: true })).toMatchObject({
      hashrate: 0,
      paused: true,
    });
  });
});

describe('lolMiner', () => {
  it('says its unit as a factor', () => {
    expect(read('lolminer', 'lolminer-1.92')).toEqual({
      ...unknownReport,
      hashrate: 5.6549161744285845 * 1e6,
      accepted: 68,
      rejected: 0,
      invalid: 0,
      uptimeMs: 3_710_000,
      devices: [
        {
          ...unknownDevice(0, 'gpu'),
          name: 'NVIDIA GeForce GTX 1060 3GB',
          busId: '0b:00.0',
          hashrate: 5_650_000,
          temperature: 65,
          fanPercent: 38,
          power: 86.118,
          accepted: 68,
          rejected: 0,
          invalid: 0,
        },
      ],
    });
  });

  it('says it in words before there was a factor, and nothing of a unit it does not know', () => {
    const [algorithm] = posted('lolminer-1.92')['Algorithms'] as object[];
    const inWords = (unit: string): object => ({
      Algorithms: [{ ...algorithm, Performance_Factor: undefined, Performance_Unit: unit }],
    });
    expect(read('lolminer', 'lolminer-1.92', inWords('g/s'))?.hashrate).toBeCloseTo(5.6549, 4);
    expect(read('lolminer', 'lolminer-1.92', inWords('cans/s'))?.hashrate).toBeNull();
    expect(read('lolminer', 'lolminer-1.92', { Algorithms: [] })).toMatchObject({
      hashrate: null,
      devices: [{ temperature: 65, accepted: null }],
    });
  });
});

describe('Rigel', () => {
  it('says all by the name of the algorithm', () => {
    expect(read('rigel', 'rigel-1.23.2')).toEqual({
      ...unknownReport,
      hashrate: 12_112.195564915472,
      accepted: 1405,
      rejected: 0,
      invalid: 0,
      poolConnected: true,
      poolLatencyMs: 29,
      uptimeMs: 286_000,
      devices: [
        {
          ...unknownDevice(0, 'gpu'),
          name: 'RTX 3080 Ti',
          busId: '0b:00.0',
          hashrate: 12_112.195564915472,
          temperature: 72,
          memoryTemperature: 88,
          fanPercent: 83,
          power: 294.36225,
          accepted: 1405,
          rejected: 0,
          invalid: 0,
        },
      ],
    });
  });

  it('counts the first of several algorithms', () => {
    const hashrate = { nexapow: 5, xelishashv3: 7, zil: 9 };
    const dual = { algorithm: 'xelishashv3+nexapow+zil', hashrate };
    expect(read('rigel', 'rigel-1.23.2', dual)?.hashrate).toBe(7);
  });

  it('knows that the pool is away', () => {
    const pools = { xelishashv3: [{ state: 'disconnected' }] };
    expect(read('rigel', 'rigel-1.23.2', { pools })).toMatchObject({
      poolConnected: false,
      poolLatencyMs: null,
    });
  });

  it('is not led astray by a name', () => {
    expect(read('rigel', 'rigel-1.23.2', { algorithm: 'constructor' })).toMatchObject({
      hashrate: null,
      accepted: null,
      devices: [{ hashrate: null }],
    });
  });
});

describe('BzMiner', () => {
  it('counts the first pool, whatever stands in the place of a second', () => {
    expect(read('bzminer', 'bzminer')).toEqual({
      ...unknownReport,
      hashrate: 10.25,
      accepted: 5,
      rejected: 2,
      invalid: 1,
      difficulty: 2.5,
      poolLatencyMs: 41,
      uptimeMs: 610_000,
      devices: [
        { ...unknownDevice(0, 'cpu'), name: 'CPU', hashrate: 10, accepted: 3 },
        {
          ...unknownDevice(1, 'gpu'),
          name: 'GPU',
          busId: 'ab:00.0',
          hashrate: 0.25,
          temperature: 60,
          fanPercent: 50,
          power: 101.5,
          accepted: 2,
          rejected: 2,
          invalid: 1,
        },
      ],
    });
  });

  it('says nothing to a wrong password', () => {
    expect(apiDialects.bzminer.read([{ result: 'incorrect password' }])).toBeNull();
  });
});

describe('GMiner', () => {
  it('reads its cards', () => {
    expect(read('gminer', 'gminer-2.73')).toEqual({
      ...unknownReport,
      hashrate: 43_429_602,
      accepted: 6799,
      rejected: 0,
      invalid: 0,
      uptimeMs: 704_042_000,
      devices: [
        {
          ...unknownDevice(0, 'gpu'),
          name: '3060',
          busId: '01:00.0',
          hashrate: 43_429_602,
          temperature: 55,
          fanPercent: 0,
          power: 93,
          accepted: 6799,
          rejected: 0,
          invalid: 0,
        },
      ],
    });
  });

  it('reads solutions and what its older version left out', () => {
    expect(read('gminer', 'gminer-2.33')).toMatchObject({
      hashrate: 0.1,
      accepted: 0,
      invalid: null,
      devices: [{ hashrate: 0.1, power: null, fanPercent: null, temperature: 55 }],
    });
  });

  it('reads a temperature that comes as text', () => {
    const devices = [{ gpu_id: 3, speed: '12.5', temperature: '51', accepted_shares: 1 }];
    expect(read('gminer', 'gminer-2.73', { devices })).toMatchObject({
      hashrate: 12.5,
      devices: [{ index: 3, temperature: 51 }],
    });
  });
});

describe('NBMiner', () => {
  it('reads its cards, −1 for no sensor', () => {
    expect(read('nbminer', 'nbminer-40.0')).toMatchObject({
      hashrate: 146_567_481.51336715,
      accepted: 7,
      difficulty: 4_295_000_000,
      poolLatencyMs: 37,
      uptimeMs: null,
      devices: [
        {
          index: 0,
          name: 'NVIDIA GeForce RTX 3070',
          busId: '01:00.0',
          hashrate: 61_497_708.17088159,
          temperature: 57,
          memoryTemperature: null,
          fanPercent: 59,
          power: 131,
          accepted: 4,
        },
        { index: 1, busId: '30:00.0', memoryTemperature: 104, accepted: 3 },
      ],
    });
  });
});

describe('WildRig', () => {
  it('knows nothing before its first share', () => {
    expect(read('xmrig-2', 'wildrig-0.43.1')).toEqual({
      ...unknownReport,
      accepted: 0,
      rejected: 0,
      poolConnected: false,
      uptimeMs: 587_000,
      devices: [
        {
          ...unknownDevice(0, 'gpu'),
          busId: '12:00.0',
          temperature: 62,
          fanPercent: 36,
          power: 35,
          accepted: 0,
          rejected: 0,
          invalid: 0,
        },
      ],
    });
  });

  it('takes the shortest average that is known', () => {
    const { results } = posted('wildrig-0.43.1');
    const change = {
      hashrate: { total: [0, 14_000_000, 13_000_000], threads: [[0, 0, 13_000_000]] },
      results: { ...(results as object), shares_good: 4, shares_total: 6, shares_accepted: [4] },
      connection: { pool: 'pool:1', uptime: 30, ping: 80 },
    };
    expect(read('xmrig-2', 'wildrig-0.43.1', change)).toMatchObject({
      hashrate: 14_000_000,
      accepted: 4,
      rejected: 2,
      poolConnected: true,
      poolLatencyMs: 80,
      devices: [{ hashrate: 13_000_000, accepted: 4 }],
    });
  });
});

describe('OneZeroMiner', () => {
  it('says the bus as a number and fractions of a hash', () => {
    expect(read('onezerominer', 'onezerominer-1.7.8')).toEqual({
      ...unknownReport,
      hashrate: 0.125,
      accepted: 4,
      rejected: 1,
      uptimeMs: 12_000,
      devices: [
        {
          ...unknownDevice(0, 'gpu'),
          busId: '0a:00.0',
          hashrate: 0.125,
          accepted: 4,
          rejected: 1,
        },
      ],
    });
  });
});
