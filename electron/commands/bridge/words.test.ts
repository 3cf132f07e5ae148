import { describe, expect, it } from 'vitest';
import { LineBudget } from './line-budget.ts';
import { loneText, reachableUrls } from './reach.ts';
import { oddsText } from './share-odds.ts';
import { shownMessage } from './shown-message.ts';

describe('words of a bridge in a terminal', () => {
  it.each([
    [
      { dialect: 'verus', algorithm: 'verushash', difficulty: 12, hashrate: 1_200_000 },
      'Difficulty 12: a share takes 98,304 hashes on average. At the measured 1.20 MH/s that is one in 0.0819 s.',
    ],
    [
      { dialect: 'verus', algorithm: 'verushash', difficulty: 65_536, hashrate: null },
      'Difficulty 65,536: a share takes 536,870,912 hashes on average. With 1.00 MH/s that is one in 8 min 56 s.',
    ],
    [
      { dialect: 'stratum1', algorithm: 'scrypt', difficulty: 16, hashrate: 1_000 },
      'Difficulty 16: a share takes 1,048,576 hashes on average. At the measured 1.00 kH/s that is one in 17 min 28 s.',
    ],
  ] as const)('explain what a share takes: %j', (odds, text) => {
    expect(oddsText(odds)).toBe(text);
  });

  it.each([
    [
      '127.0.0.1',
      false,
      /^Nobody has connected yet\. Only programs of this computer can: --host 0\.0\.0\.0/,
    ],
    [
      '0.0.0.0',
      false,
      /^Nobody has connected yet\. Try http:\/\/[\d.]+:8080\/ .*“sudo ufw allow 8080\/tcp”/,
    ],
    ['0.0.0.0', true, /^Nobody but this computer has connected yet\. Try .* firewall/],
  ])('say why nobody comes to %s', (host, hasClients, text) => {
    const webUrl = `http://${host}:8080/`;
    expect(loneText({ host, webUrl, tcpUrl: null, hasClients })).toMatch(text);
  });

  it('name an address that others can use', () => {
    expect(reachableUrls('http://192.0.2.7:80/', '192.0.2.7')).toEqual(['http://192.0.2.7:80/']);
    for (const url of reachableUrls('stratum+tcp://0.0.0.0:3333', '0.0.0.0')) {
      expect(url).toMatch(/^stratum\+tcp:\/\/(?!0\.0\.0\.0)[\d.]+:3333$/);
    }
  });

  it('show a message without secrets, control characters and most of its length', () => {
    expect(shownMessage('verus', '{"type":"identify","password":"a\\"b"}', [])).toBe(
      '{"type":"identify","password":"<password>"}',
    );
    expect(shownMessage('verus', 'a\u001B[2J', [])).toBe('a?[2J');
    expect(shownMessage('verus', 'x'.repeat(5_000), [])).toMatch(/^x{1000}… \(5000 characters\)$/);
  });

  it('are so few in a second that a person can follow, and the others are counted', () => {
    const budget = new LineBudget();
    const shown = Array.from({ length: 50 }, () => budget.take(5_000)).filter(Boolean);
    expect([shown.length, budget.heldBack(), budget.heldBack()]).toEqual([20, 30, 0]);
    expect(budget.take(6_000)).toBe(true);
  });
});
