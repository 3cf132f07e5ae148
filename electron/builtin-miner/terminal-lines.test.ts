import { describe, expect, it } from 'vitest';
import { stripAnsi } from '../protocols/miner-output/ansi.ts';
import { readXmrigLine } from '../protocols/miner-output/xmrig/xmrig-line.ts';
import { ShareResults } from './share-results.ts';
import { colourful, difficultyText, plain, TerminalLines, type Paint } from './terminal-lines.ts';

const time = new Date(2026, 10, 21, 7, 5, 14, 51);

function printed(paint: Paint, print: (lines: TerminalLines) => void): string[] {
  const written: string[] = [];
  print(
    new TerminalLines(
      (text) => written.push(text),
      paint,
      () => time,
    ),
  );
  return written.map((text) => text.slice(0, -1));
}

function resultsOf(accepted: number, rejected: number): ShareResults {
  const results = new ShareResults(1);
  for (let share = 0; share < accepted; share += 1) results.accept(2, 3 + share, 113);
  for (let share = 0; share < rejected; share += 1) results.reject(7);
  return results;
}

const one = (print: (lines: TerminalLines) => void): string => printed(plain, print)[0] ?? '';

describe('TerminalLines', () => {
  it.each<[(lines: TerminalLines) => void, string, object]>([
    [
      (lines) => lines.banner('THREADS', '2'),
      ' * THREADS      2',
      { kind: 'banner', name: 'THREADS', value: '2' },
    ],
    [
      (lines) => lines.ready(2, 4.2),
      '[2026-11-21 07:05:14.051]  cpu      READY threads 2/2 (2) (4 ms)',
      { kind: 'ready', threads: 2 },
    ],
    [
      (lines) => lines.poolUsed('pool.example:3333', '10.0.0.1'),
      '[2026-11-21 07:05:14.051]  net      use pool pool.example:3333 10.0.0.1',
      { kind: 'pool-used', pool: 'pool.example:3333' },
    ],
    [
      (lines) => lines.job('h:1', 0.00328, 'sha256d'),
      '[2026-11-21 07:05:14.051]  net      new job from h:1 diff 0.00328 algo sha256d',
      { kind: 'job', pool: 'h:1', difficulty: 0.00328, algorithm: 'sha256d' },
    ],
    [
      (lines) => lines.poolFailed('h:1', 'connect error: "connection refused"'),
      '[2026-11-21 07:05:14.051]  net      h:1 connect error: "connection refused"',
      { kind: 'pool-lost' },
    ],
    [
      (lines) => lines.noPools(),
      '[2026-11-21 07:05:14.051]  net      no active pools, stop mining',
      { kind: 'pool-lost' },
    ],
    [
      (lines) => lines.accepted(resultsOf(1, 0), 100, 113),
      '[2026-11-21 07:05:14.051]  cpu      accepted (1/0) diff 100 (113 ms)',
      { kind: 'accepted', accepted: 1, rejected: 0, difficulty: 100, latencyMs: 113 },
    ],
    [
      (lines) => lines.rejected(resultsOf(3, 1), 0.5, 7, 'Stale share'),
      '[2026-11-21 07:05:14.051]  cpu      rejected (3/1) diff 0.5 "Stale share" (7 ms)',
      { kind: 'rejected', accepted: 3, rejected: 1, difficulty: 0.5, reason: 'Stale share' },
    ],
    [
      (lines) => lines.speed([352_210, null, null], 362_500),
      '[2026-11-21 07:05:14.051]  miner    speed 10s/60s/15m 352.2 n/a n/a kH/s max 362.5 kH/s',
      { kind: 'speed', hashrates: [352_200, null, null], highest: 362_500 },
    ],
    [
      (lines) => lines.speed([0, 27_812_345, 26e6], 28e6),
      '[2026-11-21 07:05:14.051]  miner    speed 10s/60s/15m 0.00 27.81 26.00 MH/s max 28.00 MH/s',
      { kind: 'speed', hashrates: [0, 27_810_000, 26_000_000], highest: 28_000_000 },
    ],
    [
      (lines) => lines.speed([null, null, null], null),
      '[2026-11-21 07:05:14.051]  miner    speed 10s/60s/15m n/a n/a n/a H/s max n/a H/s',
      { kind: 'speed', hashrates: [null, null, null], highest: null },
    ],
    [
      (lines) => lines.paused(),
      '[2026-11-21 07:05:14.051]  miner    paused, press r to resume',
      { kind: 'paused' },
    ],
    [
      (lines) => lines.resumed(),
      '[2026-11-21 07:05:14.051]  miner    resumed',
      { kind: 'resumed' },
    ],
    [
      (lines) => lines.signal('SIGTERM'),
      '[2026-11-21 07:05:14.051]  signal   SIGTERM received, exiting',
      { kind: 'signal', signal: 'SIGTERM' },
    ],
    [
      (lines) => lines.noConnection(),
      '[2026-11-21 07:05:14.051] no active connection',
      { kind: 'pool-lost' },
    ],
  ])('%#: is read as it is meant, in colours, too', (print, text, meaning) => {
    expect(one(print)).toBe(text);
    expect(readXmrigLine(text)).toMatchObject(meaning);
    expect(printed(colourful, print).map(stripAnsi)).toEqual([text]);
  });

  it('answers the keys with tables', () => {
    const lines = printed(plain, (to) => {
      to.results(resultsOf(2, 1));
      to.results(new ShareResults(1));
      to.connection('h:1', 61, 2);
    });
    expect(lines).toContain(' * accepted     2');
    expect(lines).toContain(' * best         4');
    expect(lines).toContain(' * best         n/a');
    expect(lines).toContain(' * connected    61 s');
    expect(lines.map((line) => readXmrigLine(line).kind)).toEqual(lines.map(() => 'table'));
  });
});

describe('difficultyText', () => {
  it.each([
    [1, '1'],
    [1e-7, '0.0000001'],
    [0.000_200_04, '0.0002'],
    [12.3456, '12.35'],
    [1_000.7, '1001'],
    [65_536, '65536'],
    [1e12, '1000000000000'],
  ])('of %d is %s', (difficulty, text) => {
    expect(difficultyText(difficulty)).toBe(text);
  });
});
