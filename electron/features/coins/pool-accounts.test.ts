import { describe, expect, it } from 'vitest';
import type { PoolPreset } from '../../contract/values/coin.ts';
import { CoinId, PoolId } from '../../contract/values/ids.ts';
import { BadEntryError } from './coin-errors.ts';
import { poolAccounts } from './pool-accounts.ts';

const pool = (
  urls: readonly (string | [string, string])[],
  more: Partial<PoolPreset> = {},
): PoolPreset => ({
  id: PoolId.parse('p'),
  name: 'P',
  coinId: CoinId.parse('c'),
  walletTemplate: '%EWAL%',
  urlTemplate: '%URL%',
  passwordTemplate: '%PASS%',
  authType: 'wallet',
  mode: 'standard',
  connection: 'tcp',
  dialect: null,
  urls: urls.map((each) => {
    const [url, region = null] = typeof each === 'string' ? [each] : each;
    return { url: url.replace('+', ''), region, tls: url.startsWith('+') };
  }),
  builtin: false,
  website: null,
  fee: null,
  asOf: null,
  note: null,
  ...more,
});

const urlsOf = (found: PoolPreset, urlIndex = 0, tls = false): string[] =>
  poolAccounts(found, { symbol: 'COI', urlIndex, tls }).map(({ url }) => url);

describe('poolAccounts', () => {
  it('puts the chosen address first and those like it next', () => {
    expect(urlsOf(pool(['a:1', 'b:1', '+a:2', '+b:2']), 3)).toEqual([
      'stratum+ssl://b:2',
      'stratum+ssl://a:2',
      'stratum+tcp://a:1',
      'stratum+tcp://b:1',
    ]);
  });

  it('gives only encrypted addresses where that is wanted, that of the chosen region first', () => {
    const found = pool([
      ['a:1', 'A'],
      ['b:1', 'B'],
      ['+a:2', 'A'],
      ['+b:2', 'B'],
    ]);
    expect(urlsOf(found, 1, true)).toEqual(['stratum+ssl://b:2', 'stratum+ssl://a:2']);
  });

  it('gives others where a pool has no encrypted ones', () => {
    expect(urlsOf(pool(['a:1', 'b:1']), 1, true)).toEqual([
      'stratum+tcp://b:1',
      'stratum+tcp://a:1',
    ]);
  });

  it.each([
    ['tcp', '%URL%', 'a:1', 'stratum+tcp://a:1'],
    ['ssl', '%URL%', 'a:1', 'stratum+ssl://a:1'],
    ['tls', '%URL%', 'a:1', 'stratum+ssl://a:1'],
    ['http', '%URL%', 'a:1', 'http://a:1'],
    ['tcp', '%URL%', 'ssl://a:1', 'ssl://a:1'],
    ['tcp', '', 'a:1', 'stratum+tcp://a:1'],
    ['tcp', 'stratum+tls://%URL%', 'a:1', 'stratum+tls://a:1'],
    ['tcp', 'stratum+tls://%URL%', 'tcp://a:1', 'stratum+tls://a:1'],
    ['tcp', 'wss://%URL%/%COIN%', 'a:1', 'wss://a:1/COI'],
    ['tcp', '%URL%', '[::1]:3333', 'stratum+tcp://[::1]:3333'],
  ] as const)('makes of %s, %j and %s %s', (connection, urlTemplate, url, wanted) => {
    expect(urlsOf(pool([url], { connection, urlTemplate }))).toEqual([wanted]);
  });

  it('leaves to the start what only the profile knows', () => {
    const templates = {
      walletTemplate: '%COIN%:%EWAL%.%WORKER%',
      passwordTemplate: 'c=%COIN%,50%%',
    };
    expect(
      poolAccounts(pool(['a:1'], templates), { symbol: 'COI', urlIndex: 0, tls: false }),
    ).toEqual([{ url: 'stratum+tcp://a:1', user: 'COI:%EWAL%.%WORKER%', password: 'c=COI,50%%' }]);
  });

  it('gives as many as a profile takes', () => {
    const many = Array.from({ length: 16 }, (_, at) => `a:${at + 1}`);
    expect(urlsOf(pool(many), 15)).toHaveLength(8);
    expect(urlsOf(pool(many), 15)[0]).toBe('stratum+tcp://a:16');
  });

  it('refuses an address that is not there', () => {
    expect(() => urlsOf(pool(['a:1']), 1)).toThrow(BadEntryError);
  });
});
