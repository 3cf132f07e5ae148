import { describe, expect, it } from 'vitest';
import { ClientId } from '../../contract/values/ids.ts';
import type { BridgeStatus } from '../../contract/values/bridge.ts';
import { idleStatus } from '../../features/bridge/bridge-status.ts';
import { Client } from '../../features/bridge/core/client.ts';
import { refusal } from '../../features/bridge/core/work.ts';
import { testSettings } from '../../testing/bridge/test-bridge.ts';
import { BridgeTeller } from './bridge-teller.ts';

const minuteMs = 60_000;

function telling(host: string) {
  let at = 1_800_000_000_000;
  const lines: string[] = [];
  const web = { ...testSettings.web, host };
  const teller = new BridgeTeller({
    settings: { ...testSettings, web },
    now: () => at,
    output: {
      json: false,
      result: () => undefined,
      note: () => undefined,
      event: (_, line) => void lines.push(line.replaceAll(/^\S+ {2}/gm, '')),
    },
  });
  const idle = idleStatus(testSettings.id, null, at);
  const status = (difficulty: number | null): BridgeStatus => ({
    ...idle,
    webUrl: `http://${host}:8080/`,
    pool: { ...idle.pool, difficulty },
  });
  return {
    teller,
    lines,
    wait: (ms: number, difficulty: number | null = 12): void => {
      at += ms;
      teller.tick(status(difficulty));
    },
    client: (address: string): Client => {
      const voice = { work: () => undefined, cancelled: () => undefined, dismiss: () => undefined };
      const id = ClientId.parse('c1');
      const client = new Client({ id, address, kind: 'websocket', agent: null, now: at, voice });
      teller.client('came', client);
      return client;
    },
  };
}

describe('what a bridge in a terminal tells of its own', () => {
  it.each([
    ['127.0.0.1', /^! Nobody has connected yet\. Only programs of this computer can/],
    ['0.0.0.0', /^! Nobody has connected yet\. Try http:.*a firewall may be in the way/],
  ])('is once why nobody may have come to %s', (host, text) => {
    const { lines, wait } = telling(host);
    wait(59_000);
    expect(lines).toEqual([]);
    for (let minute = 0; minute < 3; minute += 1) wait(minuteMs);
    expect(lines).toEqual([expect.stringMatching(text)]);
  });

  it('is that nobody has come from the network, and nothing where somebody has', () => {
    const alone = telling('0.0.0.0');
    alone.client('127.0.0.1');
    alone.wait(minuteMs);
    expect(alone.lines.at(-1)).toContain('Nobody but this computer has connected');
    const visited = telling('0.0.0.0');
    visited.client('192.168.1.7');
    visited.wait(minuteMs);
    expect(visited.lines).toEqual(['c1  connected from 192.168.1.7 (WebSocket)']);
  });

  it('is what a share takes where clients find none', () => {
    const { lines, wait, client } = telling('127.0.0.1');
    wait(10 * minuteMs);
    client('127.0.0.1');
    wait(2 * minuteMs);
    expect(lines.at(-1)).toContain('connected');
    wait(minuteMs);
    expect(lines.at(-1)).toMatch(
      /^! No share for 3 min\. Difficulty 12: a share takes 98,304 hashes/,
    );
    expect(lines.at(-1)).toContain('look whether the miner hashes the data and the solution');
    wait(3 * minuteMs, null);
    expect(lines.at(-1)).toContain('the pool has given no work yet');
  });

  it('is once what a reason means', () => {
    const { teller, lines, client } = telling('127.0.0.1');
    const from = client('127.0.0.1');
    const share = { client: from, forwarded: false, hashes: 0 };
    teller.share({ ...share, refusal: refusal('stale') });
    teller.share({ ...share, refusal: refusal('stale', 'the pool was\u001B[2J lost') });
    expect(lines.slice(1)).toEqual([
      'c1  share rejected: stale',
      expect.stringMatching(/^! A stale share is for a job that is over\./),
      'c1  share rejected: stale (the pool was?[2J lost)',
    ]);
  });

  it('is how many lines were held back', () => {
    const { teller, lines, client, wait } = telling('127.0.0.1');
    const share = { client: client('127.0.0.1'), forwarded: true, hashes: 1, refusal: null };
    for (let count = 0; count < 100; count += 1) teller.share(share);
    wait(1_000);
    expect(lines).toHaveLength(21);
    expect(lines.at(-1)).toMatch(/^and 81 more such lines: /);
  });
});
