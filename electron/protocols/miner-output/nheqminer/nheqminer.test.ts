import { describe, expect, it } from 'vitest';
import { readAll, recordedLines, recordedReply } from '../../../testing/recorded-miner.ts';
import { unknownReport } from '../miner-report.ts';
import { nheqminerApi } from './nheqminer-api.ts';
import { openNheqminerReader } from './nheqminer-lines.ts';

describe('recorded output of nheqminer 0.8.2', () => {
  it('ends with what it said last', () => {
    const lines = recordedLines('nheqminer-pool.jsonl');
    const accepted = lines.filter((line) => line.includes('Accepted share #')).length;
    expect(accepted).toBe(9);
    expect(readAll(openNheqminerReader(), lines)).toMatchObject({
      hashrate: 800_000,
      accepted,
      rejected: 0,
      threads: 1,
      poolConnected: true,
      devices: [{ index: 0, kind: 'cpu', hashrate: 800_000 }],
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
  it('takes no iterations for hashes', () => {
    const answer = recordedReply('nheqminer-api.jsonl', String.raw`status\n`);
    expect(answer).toContain('"speed_ips":0.666667');
    expect(nheqminerApi.read([answer])).toEqual(unknownReport);
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
