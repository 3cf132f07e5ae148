import { describe, expect, it } from 'vitest';
import { recordedReply } from '../../../testing/recorded-miner.ts';
import { unknownDevice, unknownReport } from '../miner-report.ts';
import { ccminerApi } from './ccminer-api.ts';
import { cpuminerApi } from './cpuminer-api.ts';
import { keyValues } from './key-values.ts';

describe('cpuminerApi', () => {
  it('reads what cpuminer-opt 26.1 answered', () => {
    const answers = ['summary', 'threads'].map((cmd) =>
      recordedReply('cpuminer-opt-api.jsonl', cmd),
    );
    expect(cpuminerApi.read(answers)).toEqual({
      ...unknownReport,
      hashrate: 13_096.67,
      accepted: 6,
      rejected: 0,
      threads: 1,
      uptimeMs: 18_000,
      devices: [{ ...unknownDevice(0, 'cpu'), hashrate: 13_096.67 }],
    });
  });

  it('reads thousands where there are only those, as cpuminer-multi says them', () => {
    const summary =
      'NAME=cpuminer-multi;VER=1.3.7;API=1.0;CPUS=2;KHS=10.55;ACC=1;REJ=2;UPTIME=9|\0';
    expect(cpuminerApi.read([summary, null])).toMatchObject({ hashrate: 10_550, rejected: 2 });
    const threads = 'CPU=0;KHS=4.5|CPU=1;KHS=5|\0';
    expect(cpuminerApi.read(['NAME=cpuminer-multi;|', threads])).toMatchObject({
      hashrate: 9_500,
      threads: 2,
    });
  });
});

describe('ccminerApi', () => {
  it('reads what ccminer 3.8.3 answered, the difficulty from its pool', () => {
    const answers = ['summary', 'threads', 'pool'].map((cmd) =>
      recordedReply('ccminer-api.jsonl', cmd),
    );
    expect(ccminerApi.read(answers)).toEqual({
      ...unknownReport,
      hashrate: 972_610,
      accepted: 11,
      rejected: 0,
      difficulty: 123_361.875,
      poolLatencyMs: 4,
      uptimeMs: 26_000,
      devices: [{ ...unknownDevice(0, 'cpu'), hashrate: 972_610 }],
    });
    const later = ['summary', 'pool'].map((cmd) => recordedReply('ccminer-t2-api.jsonl', cmd));
    expect(ccminerApi.read([later[0], null, later[1]])).toMatchObject({
      hashrate: 3_198_100,
      accepted: 63,
      poolLatencyMs: null,
    });
  });

  it('reads cards, their power in milliwatts', () => {
    const summary = 'NAME=ccminer;VER=2.3;ALGO=x16r;GPUS=2;KHS=20000;ACC=3;REJ=0;UPTIME=60|\0';
    const threads =
      'GPU=0;BUS=1;CARD=GeForce GTX 1070;TEMP=61.0;POWER=118250;FAN=55;RPM=1900;KHS=12000.00;ACC=2;REJ=0|' +
      'GPU=1;BUS=10;CARD=;TEMP=0.0;POWER=0;FAN=0;KHS=8000.00|\0';
    expect(ccminerApi.read([summary, threads, null])?.devices).toEqual([
      {
        ...unknownDevice(0, 'gpu'),
        name: 'GeForce GTX 1070',
        busId: '01:00.0',
        hashrate: 12_000_000,
        temperature: 61,
        fanPercent: 55,
        power: 118.25,
        accepted: 2,
        rejected: 0,
      },
      { ...unknownDevice(1, 'gpu'), busId: '0a:00.0', hashrate: 8_000_000, fanPercent: 0 },
    ]);
  });
});

describe('both', () => {
  it.each([
    ['nothing', undefined],
    ['a number', 5],
    ['an empty answer', '\0'],
    ['a refusal', 'fail|\0'],
    ['a web page', '<!doctype html><html lang=en>'],
    ['JSON', '{"result":[]}'],
    ['another program', 'NAME=sgminer;KHS=5|\0'],
  ])('refuse %s', (_, answer) => {
    expect(cpuminerApi.read([answer, answer])).toBeNull();
    expect(ccminerApi.read([answer, answer, answer])).toBeNull();
  });

  it('know nothing where a field is none', () => {
    const summary = 'NAME=cpuminer-opt;HS=-1;KHS=fast;ACC=1.5;REJ=x;UPTIME=|\0';
    expect(cpuminerApi.read([summary, null])).toMatchObject({
      ...unknownReport,
      devices: [{ hashrate: null }],
    });
  });

  it('ask one command a connection', () => {
    expect(ccminerApi.queries).toEqual(
      ['summary', 'threads', 'pool'].map((text) => ({ over: 'tcp', text, until: 'nul' })),
    );
  });
});

describe('keyValues', () => {
  it('has limits', () => {
    expect(keyValues('A=1|'.repeat(1000))).toHaveLength(256);
    expect(keyValues('A=1;'.repeat(10) + 'x'.repeat(300_000))).toEqual([]);
    expect(
      keyValues(Array.from({ length: 100 }, (_, index) => `K${index}=1`).join(';'))[0]?.size,
    ).toBe(64);
  });
});
