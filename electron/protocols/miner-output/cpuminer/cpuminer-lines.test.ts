import { describe, expect, it } from 'vitest';
import { readAll, recordedLines } from '../../../testing/recorded-miner.ts';
import { openCpuminerReader } from './cpuminer-lines.ts';

const after = (name: string): unknown =>
  readAll(openCpuminerReader(), recordedLines(`${name}.jsonl`));
const read = (line: string): unknown => openCpuminerReader()(line);

describe('recorded output', () => {
  it('of minerd 2.5.1 ends with what it said last', () => {
    expect(after('cpuminer-pool-minerd')).toMatchObject({
      hashrate: 12_360,
      accepted: 6,
      rejected: 0,
      threads: 1,
      poolConnected: true,
      devices: [{ index: 0, kind: 'cpu', hashrate: 12_360 }],
    });
    expect(after('cpuminer-bench-minerd-scrypt')).toMatchObject({ hashrate: 14_950 });
  });

  it('of cpuminer-multi 1.3.7 ends with what it said last', () => {
    expect(after('cpuminer-bench-multi-scrypt')).toMatchObject({ hashrate: 15_440, threads: 1 });
    expect(after('cpuminer-bench-multi-cryptonight')).toMatchObject({ hashrate: 45.153 });
    expect(after('cpuminer-multi-wrong-algo')).toMatchObject({
      hashrate: 13_564_000,
      accepted: 0,
      rejected: 1,
      difficulty: 0.5,
    });
  });

  it('of ccminer 3.8.3 for VerusHash ends with what it said last', () => {
    const lines = recordedLines('ccminer-pool-t2.jsonl');
    expect(lines.filter((line) => line.endsWith(' yes!'))).toHaveLength(66);
    expect(after('ccminer-pool-t2')).toMatchObject({
      hashrate: 3_197_930,
      accepted: 66,
      rejected: 0,
      threads: 2,
      difficulty: 123_362,
      poolConnected: true,
    });
  });

  it.each(['ccminer-bad-pool', 'cpuminer-minerd-bad-pool', 'cpuminer-multi-unauthorized'])(
    'of %s says that there is no pool',
    (name) => {
      expect(after(name)).toMatchObject({ hashrate: null, accepted: null, poolConnected: false });
    },
  );
});

describe('openCpuminerReader', () => {
  it('knows a card by its line', () => {
    expect(read('[2018-02-23 06:30:00] GPU #1: GeForce GTX 1070, 29.81 MH/s')).toMatchObject({
      devices: [{ index: 1, kind: 'gpu', name: 'GeForce GTX 1070', hashrate: 29_810_000 }],
    });
  });

  it.each([
    '',
    'accepted: many/few (100%), 1 kH/s yay',
    'accepted: 1/1 (diff 1)',
    'GPU #0: hot',
    'Total: none',
    '0 miner threads',
    'Stratum difficulty',
    'x'.repeat(20_000),
  ])('takes nothing from “%s”', (line) => {
    const facts = openCpuminerReader()(line);
    expect(facts.accepted).toBeUndefined();
    expect(facts.hashrate ?? null).toBeNull();
  });

  it('counts no fewer than none', () => {
    expect(read('accepted: 5/3 (diff 1), 1.00 kH/s yay!!!')).toMatchObject({ rejected: 0 });
  });
});
