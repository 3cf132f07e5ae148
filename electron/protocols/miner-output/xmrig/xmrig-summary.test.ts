import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readXmrigSummary } from './xmrig-summary.ts';

// Real answers of XMRig 6.26.0.
function recorded(name: string): unknown {
  const answer = readFileSync(join(import.meta.dirname, '../recordings', `${name}.http`), 'utf8');
  return JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')));
}

describe('readXmrigSummary', () => {
  it('knows no hashrate while the miner warms up', () => {
    expect(readXmrigSummary(recorded('xmrig-api-early.2-summary'))).toEqual({
      hashrate: null,
      accepted: 0,
      rejected: 0,
      difficulty: 100,
      threads: null,
      poolConnected: true,
      poolLatencyMs: null,
      paused: false,
      invalid: null,
      uptimeMs: 20_000,
      devices: [],
    });
  });

  it('reads what it does after a minute', () => {
    expect(readXmrigSummary(recorded('xmrig-api-60s.2-summary'))).toEqual({
      hashrate: 354.63,
      accepted: 49,
      rejected: 0,
      difficulty: 200,
      threads: null,
      poolConnected: true,
      poolLatencyMs: 110,
      paused: false,
      invalid: null,
      uptimeMs: 65_000,
      devices: [],
    });
  });

  it('takes the hashrate of a paused miner as 0, although the average still says otherwise', () => {
    expect(readXmrigSummary(recorded('xmrig-api-paused.2-summary'))).toMatchObject({
      hashrate: 0,
      accepted: 68,
      paused: true,
    });
  });

  it('reads the answer after a change of the pool', () => {
    expect(readXmrigSummary(recorded('xmrig-after-failover'))).toMatchObject({
      hashrate: 8287.35,
      accepted: 36,
      poolConnected: true,
    });
  });

  it('knows nothing of a pool that is not connected', () => {
    const body = recorded('xmrig-api-60s.2-summary') as { connection: object };
    const lost = { ...body, connection: { ...body.connection, uptime: 0, uptime_ms: 0 } };
    expect(readXmrigSummary(lost)).toMatchObject({
      poolConnected: false,
      difficulty: null,
      poolLatencyMs: null,
    });
  });

  it.each([
    ['a refusal', { status: 403, error: 'FORBIDDEN' }],
    ['a proxy', { kind: 'proxy', hashrate: { total: [0.1, 0, 0, 0, 0, 0] } }],
    ['a list', []],
    ['text', 'ok'],
    ['nothing', null],
    ['a negative hashrate', withHashrate([-1])],
    ['no hashrate', withHashrate([])],
    ['text for a hashrate', withHashrate(['354.6'])],
  ])('refuses %s', (_, body) => {
    expect(readXmrigSummary(body)).toBeNull();
  });

  it('never fails, whatever comes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (body) => {
        expect(readXmrigSummary(body)).toBeNull();
      }),
    );
  });
});

function withHashrate(total: unknown[]): unknown {
  return { ...(recorded('xmrig-api-60s.2-summary') as object), hashrate: { total, highest: 1 } };
}
