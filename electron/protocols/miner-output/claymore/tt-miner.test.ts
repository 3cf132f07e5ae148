import { describe, expect, it } from 'vitest';
import { readAll } from '../../../testing/recorded-miner.ts';
import { unknownDevice, unknownReport } from '../miner-report.ts';
import { ttMinerApi } from './tt-miner-api.ts';
import { openTtMinerReader } from './tt-miner-lines.ts';

const answer = (...result: string[]): string => JSON.stringify({ id: 0, jsonrpc: '2.0', result });

describe('ttMinerApi', () => {
  it('reads H/s, and shares less the rejected ones', () => {
    // 2.1.11-beta on MTP, as NiceHash's legacy miner notes it; one share made a rejected one here.
    const stat1 = answer(
      'TT-Miner/2.1.11-beta',
      '3',
      '4003571;13;1',
      '1959526;2044045',
      '0;0;0',
      'off;off',
      '68;52;58;39',
      'mtp.eu.nicehash.com:3374',
      '0;0;0;0',
    );
    expect(ttMinerApi.read([stat1])).toEqual({
      ...unknownReport,
      hashrate: 4_003_571,
      accepted: 12,
      rejected: 1,
      invalid: 0,
      uptimeMs: 180_000,
      devices: [
        { ...unknownDevice(0, 'gpu'), hashrate: 1_959_526, temperature: 68, fanPercent: 52 },
        { ...unknownDevice(1, 'gpu'), hashrate: 2_044_045, temperature: 58, fanPercent: 39 },
      ],
    });
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

describe('openTtMinerReader', () => {
  it('knows the cards in use, and guesses no more', () => {
    // 2023.4.0, TrailingStop/TT-Miner-release#20
    const lines = [
      '15:56:25.381 ********* TT-Miner - Version: 2023.4.0 (Sep  7 2023 13:13:32)',
      '15:56:26.728 GeForce Driver-Ver:    525.125.06',
      '15:56:26.728 * #00 PCI 01:00.0 ASUS   NVIDIA GeForce RTX 3060 Ti  8.000 GB / 7.776 GB  SM/Cores: 38/4864   {5BC23DC6-3546-D0DC-C392-4D46F18CEB28}',
      '15:56:26.729   #01 PCI 02:00.0 ASUS   NVIDIA GeForce RTX 4060 Ti  7.996 GB / 7.743 GB  SM/Cores: 34/4352   {7EF1EC54-4DD3-EB14-269F-0561509700FE}',
      '15:56:40.000 GPU[0] 40.1 MH/s accepted 7',
    ];
    expect(readAll(openTtMinerReader(), lines)).toEqual({
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
});
