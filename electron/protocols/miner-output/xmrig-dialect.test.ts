import { describe, expect, it } from 'vitest';
import { xmrigDialect } from './xmrig-dialect.ts';

const facts = (rest: string): unknown =>
  xmrigDialect.openReader()(`[2026-11-21 07:15:14.151]  ${rest}`);

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
});
