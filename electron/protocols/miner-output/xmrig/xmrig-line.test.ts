import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stripAnsi } from '../ansi.ts';
import { readXmrigLine, type XmrigLine } from './xmrig-line.ts';

// Real output of XMRig 6.26.0 under a pty, in the chunks in which it came.
function recorded(name: string): string[] {
  const file = readFileSync(join(import.meta.dirname, '../recordings', `${name}.jsonl`), 'utf8');
  return file
    .trim()
    .split('\n')
    .map((row) => (JSON.parse(row) as { data?: string }).data ?? '')
    .join('')
    .split('\r\n')
    .map(stripAnsi);
}

const read = (name: string): XmrigLine[] => recorded(name).map(readXmrigLine);

function kinds(name: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of read(name)) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

const stamped = (rest: string): string => `[2026-11-21 07:15:14.151]  ${rest}`;

describe('recorded output', () => {
  it('is understood line by line where a pool pays RandomX work', () => {
    expect(kinds('xmrig-pool-rx0-fast')).toEqual({
      banner: 12,
      'pool-used': 1,
      job: 4,
      'warm-up': 4,
      warning: 1,
      'api-request': 12,
      ready: 1,
      accepted: 88,
      speed: 5,
      table: 23,
      threads: 1,
      thread: 3,
      paused: 1,
      resumed: 1,
      signal: 1,
      stopped: 1,
      empty: 1,
    });
  });

  it('gives hashrates, the average of GhostRider too', () => {
    const speeds = read('xmrig-ghostrider-classic-pool').filter((line) => line.kind === 'speed');
    expect(speeds).toHaveLength(9);
    expect(speeds[0]).toEqual({
      kind: 'speed',
      hashrates: [null, null, null],
      highest: null,
      average: 261.7,
    });
    expect(speeds).toContainEqual({
      kind: 'speed',
      hashrates: [270, 266.2, null],
      highest: 270.8,
      average: 265.5,
    });
  });

  it('counts shares as the miner does', () => {
    const shares = read('xmrig-daemon-solo-rx0-first').filter((line) => line.kind === 'accepted');
    expect(shares.at(-1)).toMatchObject({ accepted: 5, rejected: 0, difficulty: 200 });
    expect(shares[0]).toEqual({
      kind: 'accepted',
      accepted: 1,
      rejected: 0,
      difficulty: 200,
      latencyMs: 2160,
    });
  });

  it('gives the reason of each rejected share', () => {
    const reasons = read('xmrig-06-mixed-errors').flatMap((line) =>
      line.kind === 'rejected' ? [line.reason] : [],
    );
    expect(reasons).toEqual([
      'Low difficulty share',
      'Block expired',
      'Duplicate share',
      'Unauthenticated',
    ]);
  });

  it.each([
    ['xmrig-01-conn-refused', '127.0.0.1:1 127.0.0.1 connect error: "connection refused"', 3],
    ['xmrig-02-dns-fail', 'nosuch.invalid:3333 DNS error: "temporary failure"', 2],
    ['xmrig-03-bad-login', '127.0.0.1:15600 error: "Invalid address used for login", code: -1', 1],
    ['xmrig-04-banned-close', '127.0.0.1:15600 error: "IP Address currently banned", code: -1', 2],
    ['xmrig-pool-accepts-then-closes', '127.0.0.1:13333 read error: "end of file"', 5],
  ])('tells that the pool is lost in %s', (name, reason, times) => {
    const lost = read(name).filter((line) => line.kind === 'pool-lost');
    expect(lost).toHaveLength(times);
    expect(lost[0]).toEqual({ kind: 'pool-lost', reason });
  });

  it('tells that the API could not start', () => {
    expect(read('xmrig-10-http-port-in-use').filter((line) => line.kind === 'api-failed')).toEqual([
      { kind: 'api-failed', text: '127.0.0.1:18333 address already in use' },
      { kind: 'api-failed', text: 'HTTP API server failed to start.' },
    ]);
  });

  it('tells a missing configuration', () => {
    expect(kinds('xmrig-13-no-args')).toEqual({ warning: 4, empty: 1 });
  });

  it('knows when the configuration changes', () => {
    const changes = read('xmrig-control').filter((line) => line.kind === 'config');
    expect(changes.map((line) => line.text)).toEqual([
      'configuration saved to: "run/xmrig-config.json"',
      'configuration saved to: "run/xmrig-config.json"',
      '"run/xmrig-config.json" was changed, reloading configuration',
    ]);
  });

  it('holds no line that is not known', () => {
    const names = readdirSync(join(import.meta.dirname, '../recordings'));
    const lines = names
      .filter((name) => /^xmrig-.*\.jsonl$/.test(name))
      .flatMap((name) => recorded(name.replace('.jsonl', '')));
    expect(lines.length).toBeGreaterThan(500);
    expect(lines.filter((line) => readXmrigLine(line).kind === 'other')).toEqual([]);
  });
});

describe('readXmrigLine', () => {
  it.each<[string, XmrigLine]>([
    [
      stamped('miner    speed 10s/60s/15m 1.25 1.20 n/a kH/s max 1.31 kH/s'),
      { kind: 'speed', hashrates: [1250, 1200, null], highest: 1310, average: null },
    ],
    [
      stamped('miner    speed 10s/60s/15m 12.5 12.0 11.5 MH/s max 13.0 MH/s'),
      { kind: 'speed', hashrates: [12.5e6, 12e6, 11.5e6], highest: 13e6, average: null },
    ],
    [
      stamped('net      new job from pool.example:3333 diff 150K algo rx/0 height 3300000 (12 tx)'),
      {
        kind: 'job',
        pool: 'pool.example:3333',
        difficulty: 150_000,
        algorithm: 'rx/0',
        height: 3_300_000,
      },
    ],
    [
      stamped('cpu      rejected (7/2) diff 1M "he said "no"" (31 ms)'),
      {
        kind: 'rejected',
        accepted: 7,
        rejected: 2,
        difficulty: 1e6,
        latencyMs: 31,
        reason: 'he said "no"',
      },
    ],
    [stamped('cpu      READY threads 2/2 (2) huge pages 0% 0/2'), { kind: 'ready', threads: 2 }],
    [
      stamped('net      pool.example:1 login error code: 5'),
      { kind: 'pool-lost', reason: 'pool.example:1 login error code: 5' },
    ],
    [
      stamped('net      unsupported algorithm "cn/nosuch" detected, reconnect'),
      { kind: 'pool-lost', reason: 'unsupported algorithm "cn/nosuch" detected, reconnect' },
    ],
    [
      stamped('msr      msr kernel module is not available'),
      { kind: 'warning', about: 'msr', text: 'msr kernel module is not available' },
    ],
    [
      stamped('msr      FAILED TO APPLY MSR MOD, HASHRATE WILL BE LOW'),
      { kind: 'warning', about: 'msr', text: 'FAILED TO APPLY MSR MOD, HASHRATE WILL BE LOW' },
    ],
    // Of cards, as the source of 6.x prints them.
    ['|   CUDA # | AFFINITY | 10s H/s | 60s H/s | 15m H/s |', { kind: 'threads', device: 'gpu' }],
    [
      '|        0 |       -1 |   431.2 |     n/a |     n/a | #1 0a:00.0 NVIDIA GeForce RTX 3060',
      {
        kind: 'thread',
        thread: 0,
        hashrate: 431.2,
        card: { index: 1, busId: '0a:00.0', name: 'NVIDIA GeForce RTX 3060' },
      },
    ],
    [
      stamped('nvidia   #0 01:00.0  118W 64C 1800/7300 MHz fan0:55% fan1:56%'),
      {
        kind: 'health',
        card: { index: 0, busId: '01:00.0', name: null },
        power: 118,
        temperature: 64,
        fanPercent: 55,
      },
    ],
    [
      stamped('opencl   #0 03:00.0  92W 61C 1480RPM 1240/875MHz'),
      {
        kind: 'health',
        card: { index: 0, busId: '03:00.0', name: null },
        power: 92,
        temperature: 61,
        fanPercent: null,
      },
    ],
    [
      '[2026-11-21 07:15:02.078] 127.0.0.1 GET /2/summary 401 295 0ms "curl/7.88.1"',
      { kind: 'api-request', request: 'GET /2/summary', status: 401 },
    ],
    [stamped('signal   SIGTERM received, exiting'), { kind: 'signal', signal: 'SIGTERM' }],
    [stamped('signal   Ctrl+C received, exiting'), { kind: 'signal', signal: 'Ctrl+C' }],
    [' * HUGE PAGES   disabled', { kind: 'banner', name: 'HUGE PAGES', value: 'disabled' }],
    ['', { kind: 'empty' }],
    ['panic: index out of range', { kind: 'other', text: 'panic: index out of range' }],
    [stamped('miner    speed of light'), { kind: 'other', text: 'speed of light' }],
    [
      stamped('cpu      accepted (many/few) diff x'),
      { kind: 'other', text: 'accepted (many/few) diff x' },
    ],
    [stamped('gpu      hello'), { kind: 'other', text: 'hello' }],
    [stamped('constructor  x'), { kind: 'other', text: 'x' }],
  ])('reads %s', (line, expected) => {
    expect(readXmrigLine(line)).toEqual(expected);
  });

  it('never fails and never takes a long time', () => {
    const words = fc.constantFrom(
      '[2026-11-21 07:15:14.151]',
      '  ',
      'miner    ',
      'speed 10s/60s/15m ',
      'n/a ',
      'H/s ',
      'accepted (',
      '1/0) diff 5',
      ' * ',
      '|',
      'net      new job from ',
      '"',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(words, fc.string()), { maxLength: 30 }), (parts) => {
        expect(readXmrigLine(parts.join('')).kind).toBeTypeOf('string');
      }),
    );
    const begun = performance.now();
    for (const part of [' ', '|', ' * A', '1 |', 'a  ', '" (1 ms)', 'A ']) {
      readXmrigLine(part.repeat(8192 / part.length));
      readXmrigLine(stamped(`cpu      accepted (1/0) diff 1 "${part.repeat(2000)}`));
    }
    expect(performance.now() - begun).toBeLessThan(2_000);
  });
});
