import { describe, expect, it } from 'vitest';
import { recordedText } from '../../../testing/recorded-miner.ts';
import {
  unknownDevice,
  unknownReport,
  type DeviceReport,
  type MinerReport,
} from '../miner-report.ts';
import { srbminerApi } from './srbminer-api.ts';

const read = (version: string, change: object = {}): MinerReport | null => {
  const posted = JSON.parse(recordedText(`public/srbminer-${version}.json`)) as object;
  return srbminerApi.read([{ ...posted, ...change }]);
};

describe('srbminerApi', () => {
  it('says more than 32 bits hold, and all of each card', () => {
    const card = (index: number, values: Partial<DeviceReport>): DeviceReport => ({
      ...unknownDevice(index, 'gpu'),
      name: 'nvidia_geforce_rtx_3070',
      fanPercent: 100,
      invalid: 0,
      ...values,
    });
    expect(read('3.3.7')).toEqual({
      ...unknownReport,
      hashrate: 227_676_499_213_489.1,
      accepted: 2129,
      rejected: 8,
      difficulty: 0.987,
      poolLatencyMs: 246,
      uptimeMs: 147_714_000,
      devices: [
        card(0, {
          busId: '01:00.0',
          hashrate: 57_163_468_486_147.54,
          temperature: 68,
          power: 171,
          accepted: 567,
          rejected: 1,
        }),
        card(1, {
          busId: '03:00.0',
          hashrate: 57_168_809_156_323.78,
          temperature: 63,
          power: 163,
          accepted: 522,
          rejected: 1,
        }),
        card(2, {
          busId: '04:00.0',
          hashrate: 57_162_354_037_352.37,
          temperature: 70,
          power: 168,
          accepted: 531,
          rejected: 2,
        }),
        card(3, {
          busId: '05:00.0',
          hashrate: 56_181_867_533_665.41,
          temperature: 86,
          power: 183,
          accepted: 509,
          rejected: 4,
        }),
      ],
    });
  });

  it('mines with a processor too', () => {
    expect(read('0.5.6')).toEqual({
      ...unknownReport,
      hashrate: 206_111.5149227829,
      accepted: 15,
      rejected: 0,
      threads: 1,
      poolLatencyMs: 88,
      uptimeMs: 1_368_000,
      devices: [
        {
          ...unknownDevice(0, 'cpu'),
          name: 'Intel Core Processor (Haswell, no TSX, IBRS)',
          hashrate: 206_111.5149227829,
        },
      ],
    });
  });

  it('has no hashrate where there is no algorithm', () => {
    const { devices, ...report } = read('3.3.7', { algorithms: [] }) ?? {};
    expect(report).toMatchObject({ hashrate: null, accepted: null });
    expect(devices?.map(({ hashrate, accepted }) => [hashrate, accepted])).toEqual(
      Array.from({ length: 4 }, () => [null, null]),
    );
  });
});
