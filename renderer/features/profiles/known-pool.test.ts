import { describe, expect, it } from 'vitest';
import { anOwnPool, aPool } from '../../testing/custom-samples.ts';
import {
  dialectOf,
  encryptionOf,
  needsOf,
  poolsOf,
  regionsOf,
  takesWallet,
  urlIndexOf,
  usualDialect,
} from './known-pool.ts';

describe('what a pool has to be told', () => {
  it.each([
    ['%EWAL%', '%WORKER%', { wallet: true, login: false, email: false }],
    ['%LOGIN%.%WORKER%', 'x', { wallet: false, login: true, email: false }],
    ['%EWAL%', '%EMAIL%', { wallet: true, login: false, email: true }],
    ['%%EWAL%%', 'x', { wallet: false, login: false, email: false }],
    ['RAddress.rig', 'x', { wallet: false, login: false, email: false }],
  ])('%s and %s', (user, password, needs) => {
    expect(needsOf([{ user, password }])).toEqual(needs);
  });

  it('is more than an address where it wants an account', () => {
    expect(takesWallet(aPool())).toBe(true);
    expect(takesWallet(aPool({ walletTemplate: '%LOGIN%.%WORKER%' }))).toBe(false);
  });
});

describe('pools of a coin', () => {
  it('begin with those of the person, and end with those that want an account', () => {
    const account = aPool({ id: 'account' as never, walletTemplate: '%LOGIN%' });
    const unclear = aPool({ id: 'unclear' as never, fee: null });
    const other = aPool({ id: 'other' as never, coinId: 'xmr' as never });
    const all = poolsOf([account, unclear, other, aPool(), anOwnPool()], 'vrsc');
    expect(all.map(({ id }) => id)).toEqual(['shed', 'example-vrsc', 'unclear', 'account']);
  });
});

describe('an address of a pool', () => {
  const pool = aPool();

  it('is chosen by region, encrypted where that is wanted and there is one', () => {
    expect(regionsOf(pool)).toEqual(['Europe', 'North America']);
    expect(urlIndexOf(pool, 'Europe', true)).toBe(1);
    expect(urlIndexOf(pool, 'Europe', false)).toBe(0);
    expect(urlIndexOf(pool, 'North America', true)).toBe(2);
    expect(urlIndexOf(pool, 'Mars', true)).toBe(1);
  });

  it('leaves a choice of encryption only where there are both', () => {
    expect(encryptionOf(pool, 'Europe')).toBe('some');
    expect(encryptionOf(pool, 'North America')).toBe('none');
    const urls = pool.urls.filter(({ tls }) => tls);
    expect(encryptionOf({ ...pool, urls }, 'Europe')).toBe('all');
  });
});

describe('what is spoken', () => {
  it('is what the list says of the address, whatever its scheme', () => {
    const odd = aPool({ dialect: null });
    expect(dialectOf('stratum+tcp://eu.pool.example:9998', [odd], 'verushash')).toBeNull();
    expect(dialectOf('tcp://elsewhere.example:1', [odd], 'verushash')).toBe('verus');
  });

  it.each([
    ['rx/0', 'cryptonote'],
    ['sha256d', 'stratum1'],
    ['etchash', 'ethproxy'],
    ['beamhash', 'hds'],
    ['kawpow', null],
  ])('for %s is %s', (algorithm, dialect) => {
    expect(usualDialect(algorithm)).toBe(dialect);
  });
});
