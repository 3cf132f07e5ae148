import { describe, expect, it } from 'vitest';
import { readAll, recordedLines } from '../../../testing/recorded-miner.ts';
import { openCpuminerOptReader } from './cpuminer-opt-lines.ts';

const after = (name: string): unknown =>
  readAll(openCpuminerOptReader(), recordedLines(`${name}.jsonl`));
const read = (...lines: string[]): unknown => readAll(openCpuminerOptReader(), lines);

describe('recorded output of cpuminer-opt 26.1', () => {
  it('ends with what it said last', () => {
    expect(after('cpuminer-pool-opt')).toMatchObject({
      hashrate: 6941.94,
      accepted: 7,
      rejected: 0,
      difficulty: 0.888889,
      threads: 1,
      poolLatencyMs: 7,
      poolConnected: true,
      devices: [{ index: 0, kind: 'cpu', hashrate: 6941.94, temperature: null }],
    });
  });

  it('never takes the estimate of the start for a hashrate', () => {
    const reader = openCpuminerOptReader();
    const rates = recordedLines('cpuminer-pool-opt.jsonl').flatMap((line) => {
      const { hashrate } = reader(line);
      return hashrate === undefined ? [] : [hashrate];
    });
    expect(rates).toEqual([12_250, 11_240, 14_590, 21_360, 12_810, 13_100, 6941.94]);
    expect(after('cpuminer-ckpool-opt')).toMatchObject({ hashrate: 18_330_000, difficulty: 1 });
  });

  it('gives the hashrate of a benchmark', () => {
    expect(after('cpuminer-bench-opt-sha256d')).toMatchObject({ hashrate: 24_990_000 });
  });

  it.each(['cpuminer-opt-bad-pool', 'cpuminer-opt-unauthorized'])(
    'of %s says that there is no pool',
    (name) => {
      expect(after(name)).toMatchObject({ hashrate: null, poolConnected: false });
    },
  );
});

describe('openCpuminerOptReader', () => {
  it('knows a share by either way to print it', () => {
    // JayDDee/cpuminer-opt#329, version 3.16
    expect(read('[2021-06-21 18:32:54] 8 Accepted 7 S0 R1 B6, 1101.208 sec (23ms)')).toMatchObject({
      accepted: 7,
      rejected: 1,
      poolLatencyMs: 23,
      poolConnected: true,
    });
    expect(read('[2026-11-21 07:46:28] 9 A7 S1 Rejected 2 B0, 5.734 sec (3ms)')).toMatchObject({
      accepted: 7,
      rejected: 2,
    });
  });

  it('takes the sums of a periodic report', () => {
    const block = [
      '[2026-11-21 07:46:46] scrypt: stratum+tcp://127.0.0.1:13042',
      '                      Periodic Report     11s        14s',
      '                      Submitted             2           10',
      '                      Accepted              2            7       70.0%',
      '                      Rejected              0            3       30.0%',
    ];
    expect(read(...block)).toMatchObject({ accepted: 7, rejected: 3, hashrate: null });
  });

  it('knows the temperature where there is a sensor', () => {
    const lines = [
      '[2026-11-21 07:46:28] CPU temp: curr 61 C max 64, Freq: 3.800/4.100 GHz',
      '[2026-11-21 07:46:29] Total: 19.41 kH/s, Temp: 62C, Freq: 0.000/0.000 GHz',
    ];
    expect(read(...lines)).toMatchObject({ devices: [{ temperature: 62, hashrate: 19_410 }] });
  });

  it.each(['', 'Total:', '1 A S R', '8 Accepted x S0 R1', 'TTF @ 1 kh/s', 'New Stratum Diff'])(
    'takes no hashrate and no shares from “%s”',
    (line) => {
      expect(read(line)).toMatchObject({ hashrate: null, accepted: null });
    },
  );
});
