import { describe, expect, it } from 'vitest';
import { readAll, recordedLines, recordedReply } from '../../../testing/recorded-miner.ts';
import { unknownDevice, unknownReport } from '../miner-report.ts';
import { nheqminerApi } from './nheqminer-api.ts';
import { openNheqminerReader } from './nheqminer-lines.ts';

describe('recorded output of nheqminer 0.8.2', () => {
  it('ends with what it said last', () => {
    const lines = recordedLines('nheqminer-pool.jsonl');
    const accepted = lines.filter((line) => line.includes('Accepted share #')).length;
    expect(accepted).toBe(9);
    expect(readAll(openNheqminerReader(), lines)).toMatchObject({
      hashrate: 838_860.8,
      accepted,
      rejected: 0,
      threads: 1,
      poolConnected: true,
      devices: [{ index: 0, kind: 'cpu', hashrate: 838_860.8 }],
    });
  });

  it.each([
    ['Speed [15 sec]: 20.1 I/s, 37.4 Sols/s', { hashrate: 37.4 }],
    ['stratum | Rejected share #4', { accepted: 0, rejected: 1 }],
    ['stratum | Connecting to stratum server 127.0.0.1:1', { poolConnected: false }],
    ['Speed [15 sec]: fast', {}],
    ['stratum | Accepted share', {}],
  ])('takes from “%s” what it says', (text, expected) => {
    expect(openNheqminerReader()(`[07:41:06][0x00007f26a7f3d6c0] ${text}`)).toMatchObject(expected);
  });
});

describe('nheqminerApi', () => {
  it('counts a batch of hashes for each solve, as the output does', () => {
    const answer = recordedReply('nheqminer-api.jsonl', String.raw`status\n`);
    expect(answer).toContain('"speed_ips":0.666667');
    const hashrate = 0.666667 * 1_048_576;
    expect(nheqminerApi.read([answer])).toEqual({
      ...unknownReport,
      hashrate,
      devices: [{ ...unknownDevice(0, 'cpu'), hashrate }],
    });
  });

  it('knows no hashrate before the first batch is done', () => {
    const answer = recordedReply('nheqminer-api.jsonl', String.raw`status\n`);
    const early = answer.replace('0.666667', '0');
    expect(nheqminerApi.read([early])).toMatchObject({ hashrate: null, devices: [{ index: 0 }] });
  });

  it.each([
    ['another method', recordedReply('nheqminer-api.jsonl', String.raw`help\n`)],
    ['nothing', undefined],
    ['no JSON', '{'],
    ['a list', '[]'],
  ])('refuses %s', (_, answer) => {
    expect(nheqminerApi.read([answer])).toBeNull();
  });
});
