import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../../testing/fake-clock.ts';
import { testSettings } from '../../../testing/bridge/test-bridge.ts';
import { AddressList, plainAddress, readNet } from './address-list.ts';
import { Guard, type GuardRules } from './guard.ts';

function open(rules: Partial<GuardRules> = {}) {
  const clock = new FakeClock();
  const banned: string[] = [];
  const guard = new Guard({ ...testSettings.guard, ...rules }, clock, (address) => {
    banned.push(address);
  });
  return { clock, guard, banned };
}

describe('addresses', () => {
  it.each([
    ['192.168.1.20', '192.168.1.20', true],
    ['192.168.1.0/24', '192.168.1.77', true],
    ['192.168.1.0/24', '192.168.2.77', false],
    ['0.0.0.0/0', '8.8.8.8', true],
    ['fd00::/8', 'fd12:3456::1', true],
    ['fd00::/8', 'fe80::1', false],
    ['::1', '::1', true],
    ['0.0.0.0/0', '::1', false],
    ['192.168.1.0/24', 'nonsense', false],
  ])('%s holds %s: %s', (entry, address, expected) => {
    expect(new AddressList([entry]).has(address)).toBe(expected);
  });

  it.each(['192.168.1.0/33', '::1/129', '1.2.3', '1.2.3.4/x', '', '1.2.3.4/-1'])(
    '%s is none',
    (entry) => {
      expect(readNet(entry)).toBeUndefined();
    },
  );

  it('are the same whatever kind of socket they come by', () => {
    expect(plainAddress('::ffff:10.0.0.1')).toBe('10.0.0.1');
    expect(plainAddress('FE80::1')).toBe('fe80::1');
  });
});

describe('conduct', () => {
  it('is forgiven in time', () => {
    const { guard, clock, banned } = open();
    for (let count = 0; count < 200; count += 1) {
      guard.bad('10.0.0.1', 'low-difficulty');
      clock.advance(10_000);
    }
    expect(banned).toEqual([]);
    for (let count = 0; count < 50; count += 1) guard.bad('10.0.0.1', 'low-difficulty');
    expect(banned).toEqual(['10.0.0.1']);
  });

  it('is looked at as a whole: a hall of miners may have a few bad ones', () => {
    const { guard, banned } = open();
    guard.enter('10.0.0.1');
    for (let count = 0; count < 1_000; count += 1) {
      guard.good('10.0.0.1');
      if (count % 3 === 0) guard.bad('10.0.0.1', 'duplicate');
    }
    expect(banned).toEqual([]);
  });

  it('is not to blame for stale shares, or for what the pool does', () => {
    const { guard, banned } = open();
    for (let count = 0; count < 1_000; count += 1) {
      guard.bad('10.0.0.1', 'stale');
      guard.bad('10.0.0.1', 'pool-lost');
    }
    expect(banned).toEqual([]);
  });

  it('bans nobody where that is not wanted', () => {
    const { guard, banned } = open({ banMinutes: 0 });
    for (let count = 0; count < 1_000; count += 1) guard.bad('10.0.0.1', 'malformed');
    expect(banned).toEqual([]);
    guard.ban('::ffff:10.0.0.1', 5, 'by hand');
    expect(guard.welcome('10.0.0.1')).toBe('banned');
    guard.unban('10.0.0.1');
    expect(guard.welcome('10.0.0.1')).toBe('ok');
  });
});

it('gives each client of an address its messages', () => {
  const { guard, clock } = open({ maxMessagesPerMinute: 60 });
  guard.enter('10.0.0.1');
  const say = (count: number) =>
    Array.from({ length: count }, () => guard.message('10.0.0.1')).filter((said) => said === 'ok');
  expect(say(100)).toHaveLength(60);
  guard.enter('10.0.0.1');
  clock.advance(60_000);
  expect(say(200)).toHaveLength(80);
});

it('knows a password, and counts who is there', () => {
  const { guard } = open({ password: 'pässword', maxClientsPerAddress: 1 });
  expect(guard.password.isNeeded).toBe(true);
  expect(['pässword', 'password', '', null].map((text) => guard.password.fits(text))).toEqual([
    true,
    false,
    false,
    false,
  ]);
  expect([guard.enter('a'), guard.enter('a')]).toEqual(['ok', 'full']);
  guard.left('a');
  expect(guard.enter('a')).toBe('ok');
  guard.use({ ...testSettings.guard, password: null });
  expect(guard.password.fits(null)).toBe(true);
  expect(guard.enter('a')).toBe('ok');
});
