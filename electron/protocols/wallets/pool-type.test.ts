import { describe, expect, it } from 'vitest';
import { ConnectionType, PoolMode } from '../../contract/values/coin.ts';
import { poolTypeBits, readPoolType } from './pool-type.ts';

describe('the pool type of RaveOS', () => {
  it('is the constants of its specification', () => {
    expect(poolTypeBits({ connection: 'tcp', mode: 'standard' })).toBe(1);
    expect(poolTypeBits({ connection: 'ssl', mode: 'eth-proxy' })).toBe(0b0001_0010);
    expect(poolTypeBits({ connection: 'http', mode: 'qtminer' })).toBe(0b0010_0100);
    expect(poolTypeBits({ connection: 'tls', mode: 'miner-proxy' })).toBe(0b0100_1000);
    expect(poolTypeBits({ connection: 'tcp', mode: 'nicehash' })).toBe(0b1000_0001);
  });

  it('is read as it was written', () => {
    for (const connection of ConnectionType.options) {
      for (const mode of PoolMode.options) {
        const type = { connection, mode };
        expect(readPoolType(poolTypeBits(type))).toEqual(type);
      }
    }
  });

  it('is TCP and standard where it says nothing', () => {
    expect(readPoolType(0)).toEqual({ connection: 'tcp', mode: 'standard' });
  });

  it.each([-1, 256, 1.5, Number.NaN])('is nothing at all as %d', (bits) => {
    expect(readPoolType(bits)).toBeNull();
  });
});
