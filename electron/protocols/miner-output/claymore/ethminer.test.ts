import { describe, expect, it } from 'vitest';
import { readAll, recordedLines, recordedReply } from '../../../testing/recorded-miner.ts';
import { unknownDevice, unknownReport } from '../miner-report.ts';
import { ethminerApi } from './ethminer-api.ts';
import { openEthminerReader } from './ethminer-lines.ts';

const read = (...lines: string[]): unknown => readAll(openEthminerReader(), lines);
const reply = (id: number, method: string): string =>
  recordedReply('ethminer-api.jsonl', `{"id":${id},"jsonrpc":"2.0","method":"${method}"}\\n`);

describe('recorded output of ethminer 0.19.0', () => {
  it('ends with what it said last', () => {
    const lines = recordedLines('ethminer-ethproxy.jsonl');
    // It adds its sum up from the same lines; none comes after the last sum.
    expect(lines.filter((line) => line.includes('**Accepted'))).toHaveLength(148);
    expect(readAll(openEthminerReader(), lines)).toMatchObject({
      hashrate: 1010,
      accepted: 148,
      rejected: 0,
      difficulty: 255,
      poolConnected: true,
      devices: [{ index: 0, kind: 'cpu', hashrate: 1010 }],
    });
  });

  it('knows no hashrate before there was one', () => {
    const reader = openEthminerReader();
    const rates = recordedLines('ethminer-ethproxy.jsonl').flatMap((line) => {
      const { hashrate } = reader(line);
      return hashrate === undefined ? [] : [hashrate];
    });
    expect(rates).toEqual([616.1, 829.38, 920.07, 968.29, 974.76, 962.03, 1010]);
  });

  it('says that there is no pool', () => {
    const lines = recordedLines('ethminer-bad-pool.jsonl');
    expect(readAll(openEthminerReader(), lines)).toMatchObject({
      hashrate: null,
      poolConnected: false,
    });
  });
});

describe('openEthminerReader', () => {
  it('reads the cards of older versions', () => {
    // ethereum-mining/ethminer#1785, 0.17.0-rc.2
    const line =
      ' m 16:05:38 main     Speed 222.75 Mh/s gpu0 30.25 61C 30% gpu1 26.78 67C 46% A5 Time: 00:01';
    expect(read(line)).toMatchObject({
      hashrate: 222_750_000,
      accepted: 5,
      devices: [
        { index: 0, kind: 'gpu', hashrate: 30_250_000, temperature: 61, fanPercent: 30 },
        { index: 1, kind: 'gpu', hashrate: 26_780_000, temperature: 67, fanPercent: 46 },
      ],
    });
    // ethereum-mining/ethminer#1340, 0.15.0rc2
    expect(
      read(
        'm 12:44:52 main     Speed  46.73 Mh/s    gpu/0 23.27  gpu/1 23.46  [A8+0:R0+0:F0] Time: 00:15',
      ),
    ).toMatchObject({ hashrate: 46_730_000, accepted: 8, devices: [{}, { hashrate: 23_460_000 }] });
  });

  it('knows a card by the line that introduces it', () => {
    // DurianStallSingapore/ZILMiner#12, a descendant
    const line =
      'cu 12:31:03 cuda-1   Using Pci Id : 02:00.0 GeForce GTX 1060 6GB (Compute 6.1) Memory : 5.94 GB';
    expect(read(line)).toMatchObject({
      devices: [{ index: 1, busId: '02:00.0', name: 'GeForce GTX 1060 6GB' }],
    });
  });

  it.each(['', ' m 08:01:12 ethminer 0:00 A 1 Kh - cp0', ' i 08:01:12 stratum **Accepted'])(
    'takes nothing from “%s”',
    (line) => {
      expect(read(line)).toEqual(unknownReport);
    },
  );
});

describe('ethminerApi', () => {
  it('reads what ethminer 0.19.0 answered, exact where there is detail', () => {
    const answers = [reply(1, 'miner_getstat1'), reply(2, 'miner_getstatdetail')];
    expect(ethminerApi.read(answers)).toEqual({
      ...unknownReport,
      hashrate: 968,
      accepted: 104,
      rejected: 0,
      invalid: 0,
      difficulty: 255,
      poolConnected: true,
      uptimeMs: 28_000,
      devices: [
        {
          ...unknownDevice(0, 'cpu'),
          name: '8.32 GB',
          hashrate: 968,
          accepted: 104,
          rejected: 0,
          invalid: 0,
        },
      ],
    });
  });

  it('reads thousands where there is no detail', () => {
    expect(ethminerApi.read([reply(1, 'miner_getstat1'), null])).toMatchObject({
      hashrate: 1000,
      accepted: 92,
      uptimeMs: 0,
      devices: [{ index: 0, hashrate: 1000, temperature: null }],
    });
    // ethereum-mining/ethminer#295, with the name that later versions begin with
    const old =
      '{"id":0,"jsonrpc":"2.0","result":["ethminer-0.13.0","5296","195423;15228;3","24415;24415;24450","0;0;0","off;off;off","63;50; 53;50; 61;50","eu1.ethermine.org:4444","2;0;0;0"]}';
    expect(ethminerApi.read([old, null])).toMatchObject({
      hashrate: 195_423_000,
      accepted: 15_228,
      rejected: 3,
      invalid: 2,
      uptimeMs: 317_760_000,
      devices: [{}, {}, { index: 2, hashrate: 24_450_000, temperature: 61, fanPercent: 50 }],
    });
  });

  it.each([
    ['a pong', reply(0, 'miner_ping')],
    ['an error', recordedReply('ethminer-api.jsonl', String.raw`bogus\n`)],
    ['a web page', '<!doctype html>'],
    ['another miner', '{"result":["TT-Miner/2.2.1","0","1;1;0"]}'],
    ['too little', '{"result":["ethminer-0.19.0"]}'],
    ['nothing', undefined],
  ])('refuses %s', (_, answer) => {
    expect(ethminerApi.read([answer, answer])).toBeNull();
  });
});
