import { describe, expect, it } from 'vitest';
import { xmrigDialect } from './xmrig-dialect.ts';

const stamp = '[2026-11-21 07:15:14.151]  ';
const facts = (rest: string): unknown => xmrigDialect.openReader()(`${stamp}${rest}`);

describe('xmrigDialect', () => {
  it.each([
    ['miner    speed 10s/60s/15m 352.2 350.0 n/a H/s max 362.5 H/s', { hashrate: 352.2 }],
    ['miner    speed 10s/60s/15m n/a n/a n/a H/s max n/a H/s', { hashrate: null }],
    [
      'cpu      accepted (1/0) diff 100 (113 ms)',
      { accepted: 1, rejected: 0, difficulty: 100, poolLatencyMs: 113, poolConnected: true },
    ],
    ['net      new job from H:1 diff 200 algo rx/0', { difficulty: 200, poolConnected: true }],
    ['net      use pool H:1  127.0.0.1', { poolConnected: true }],
    ['net      no active pools, stop mining', { poolConnected: false }],
    ['cpu      READY threads 2/2 (2) huge pages 0% 0/2', { threads: 2 }],
    ['miner    paused, press  r  to resume', { paused: true, hashrate: 0 }],
    ['miner    resumed', { paused: false, hashrate: null }],
    ['randomx  dataset ready (11624 ms)', {}],
  ])('takes from “%s” what it says', (line, expected) => {
    expect(facts(line)).toEqual(expected);
  });

  it.each([
    [{ jsonrpc: '2.0', id: 1, result: { status: 'OK' } }, true],
    [null, true],
    [{ jsonrpc: '2.0', id: 1, error: { code: -32601, message: 'Method not found' } }, false],
    ['OK', false],
  ])('takes %j for done: %s', (answer, isDone) => {
    expect(xmrigDialect.api?.control?.isDone(answer)).toBe(isDone);
  });

  it('adds the threads of a card up, table by table', () => {
    const read = xmrigDialect.openReader();
    const table = (first: number): unknown[] => {
      const rows = [first, 20].map((rate, thread) => `|  ${thread} |  -1 |  ${rate} | n/a | n/a |`);
      return [
        '|   CUDA # | AFFINITY | 10s H/s | 60s H/s | 15m H/s |',
        ...rows.map((row) => `${row} #3 0a:00.0 RTX 3060`),
        '|        - |        - |   999.9 |     n/a |     n/a |',
      ].map((line) => read(line));
    };
    const card = { index: 3, busId: '0a:00.0', name: 'RTX 3060' };
    expect(table(300)[2]).toMatchObject({ devices: [{ ...card, hashrate: 320 }] });
    expect(table(301)).toMatchObject([{}, { devices: [{ hashrate: 301 }] }, {}, {}]);
    expect(read(`${stamp}nvidia   #3 0a:00.0  118W 64C fan0:55%`)).toMatchObject({
      devices: [{ ...card, hashrate: 321, power: 118, temperature: 64, fanPercent: 55 }],
    });
  });
});
