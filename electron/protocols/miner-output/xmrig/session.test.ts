import { describe, expect, it } from 'vitest';
import {
  readAll,
  recordedBody,
  recordedLines,
  recordedText,
} from '../../../testing/recorded-miner.ts';
import type { MinerReport } from '../miner-report.ts';
import { xmrigApi } from './xmrig-api.ts';
import { openXmrigReader } from './xmrig-facts.ts';

// Whole sessions of XMRig 6.26.0. What is expected was counted in the raw text here, without the
// reader, or is written out.
describe('a session with a change of the pool', () => {
  const lines = recordedLines('xmrig-control.jsonl');
  const raw = lines.join('\n');

  it('ends with the figures that the text shows last', () => {
    const shares = [...raw.matchAll(/ accepted \((\d+)\//g)].map((match) => Number(match[1]));
    expect(shares).toEqual(Array.from({ length: 52 }, (_, index) => index + 1));
    expect(raw.split('rejected (')).toHaveLength(1);
    expect(readAll(openXmrigReader(), lines)).toEqual({
      hashrate: 0,
      accepted: shares.length,
      rejected: 0,
      invalid: null,
      difficulty: 10_000,
      threads: 2,
      poolConnected: false,
      poolLatencyMs: 1,
      paused: null,
      uptimeMs: null,
      devices: [],
    });
  });

  it('has the hashrates in the order in which they were printed', () => {
    const printed = [...raw.matchAll(/10s\/60s\/15m (\S+)/g)].map(([, short]) =>
      short === 'n/a' ? null : Number(short),
    );
    const reader = openXmrigReader();
    const read = lines
      .map((line) => reader(line))
      .flatMap((facts) => (facts.hashrate === undefined ? [] : [facts.hashrate]));
    expect(read).toEqual(printed);
    expect(read.slice(0, 5)).toEqual([null, null, 4948.1, null, 6947.9]);
    expect(read.slice(5)).toEqual([4159.1, 9802.7, 7629.2, 7362.7, 4886.2, 0]);
  });

  it('loses the pool and finds it again when the text says so', () => {
    const reader = openXmrigReader();
    let connected: boolean | null = null;
    const changes: boolean[] = [];
    for (const line of lines) {
      const now = reader(line).poolConnected;
      if (now !== undefined && now !== null && now !== connected) changes.push((connected = now));
    }
    expect(changes).toEqual([true, false, true, false]);
  });

  const asked: [string, string, Partial<MinerReport>][] = [
    ['a-summary', 'c-backends', { hashrate: null, accepted: 10, uptimeMs: 9_000, threads: 1 }],
    ['e-summary-paused', 'c-backends', { hashrate: 4981.69, accepted: 10, uptimeMs: 11_000 }],
    [
      'j-summary-after-put',
      'j-backends-after-put',
      { hashrate: null, accepted: 26, uptimeMs: 23_000, threads: 2, poolLatencyMs: 1 },
    ],
    ['m-summary-after-pool1-back', 'i-put-config', { hashrate: 6587.83, accepted: 41 }],
    [
      'o-after-stop',
      'n-stop',
      { hashrate: 6851.02, accepted: 46, uptimeMs: 55_000, threads: null },
    ],
  ];
  it.each(asked)('is told by the answer %s', (summary, backends, expected) => {
    const bodies = [summary, backends].map((name) => recordedBody(`xmrig-control/${name}.http`));
    expect(xmrigApi.read(bodies)).toMatchObject({
      rejected: 0,
      difficulty: 10_000,
      poolConnected: true,
      paused: false,
      ...expected,
    });
  });

  it.each(['d-pause', 'f-resume', 'g-badmethod', 'h-badjson', 'k-put-empty-pools', 'n-stop'])(
    'takes the refusal %s neither for done nor for figures',
    (name) => {
      const body = recordedBody(`xmrig-control/${name}.http`);
      expect(recordedText(`xmrig-control/${name}.http`)).toContain(' 415 ');
      expect(xmrigApi.control?.isDone(body)).toBe(false);
      expect(xmrigApi.read([body, null])).toBeNull();
    },
  );
});

describe('a session of RandomX with keys pressed', () => {
  const lines = recordedLines('xmrig-pool-rx0-fast.jsonl');
  const raw = lines.join('\n');

  it('ends with the figures that the text shows last', () => {
    const accepted = raw.split(' accepted (').length - 1;
    expect(accepted).toBe(88);
    expect(readAll(openXmrigReader(), lines)).toMatchObject({
      hashrate: 369.3,
      accepted,
      rejected: 0,
      difficulty: 200,
      threads: 2,
      poolConnected: true,
      paused: false,
      devices: [{ index: 0, kind: 'cpu', hashrate: 352.2 }],
    });
  });

  it('has no hashrate while it is paused, whatever the average says', () => {
    const reader = openXmrigReader();
    const read = lines
      .map((line) => reader(line))
      .flatMap((facts) => (facts.hashrate === undefined ? [] : [facts.hashrate]));
    // 308.3 was printed between the keys p and r.
    expect(raw).toContain('15m 308.3 n/a');
    expect(read).toEqual([227.3, 353.5, 352.2, 0, null, 369.3]);
  });

  it('has the threads of its processor in one device', () => {
    const bodies = ['summary', 'backends'].map((name) =>
      recordedBody(`xmrig-api-60s.2-${name}.http`),
    );
    expect(xmrigApi.read(bodies)).toMatchObject({
      hashrate: 354.63,
      threads: 2,
      devices: [
        {
          index: 0,
          kind: 'cpu',
          name: 'Intel(R) Xeon(R) Processor',
          hashrate: 354.63,
          power: null,
        },
      ],
    });
  });
});
