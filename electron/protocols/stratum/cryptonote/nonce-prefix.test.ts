import { describe, expect, it } from 'vitest';
import type { CryptonoteJob } from './job.ts';
import {
  isNicehash,
  keepsNoncePrefix,
  noncePrefixOf,
  withNonce,
  withNoncePrefix,
} from './nonce-prefix.ts';
import { clientsPerLogin, NoncePrefixes } from './nonce-prefixes.ts';

const job: CryptonoteJob = {
  id: 'j',
  blob: new Uint8Array(76).fill(0xaa),
  target: Uint8Array.of(1, 0, 0, 0),
};

describe('a prefix', () => {
  it('stands in the highest byte of the nonce, and the rest is empty', () => {
    const { blob } = withNoncePrefix(job, 0xf1);
    expect(blob.slice(38, 44)).toEqual(Uint8Array.of(0xaa, 0, 0, 0, 0xf1, 0xaa));
    expect(blob.filter((byte) => byte === 0xaa)).toHaveLength(72);
    expect(noncePrefixOf(blob)).toBe(0xf1);
    expect(job.blob[42]).toBe(0xaa);
  });

  it.each([
    [Uint8Array.of(1, 2, 3, 0xf1), true],
    [Uint8Array.of(0xf1, 2, 3, 4), false],
    [Uint8Array.of(1, 2, 3), false],
  ])('is looked for in a share: %o', (nonce, keeps) => {
    expect(keepsNoncePrefix(nonce, 0xf1)).toBe(keeps);
  });

  it('binds where the pool says so or the nonce is not empty', () => {
    expect(isNicehash(withNoncePrefix(job, 0), [])).toBe(false);
    expect(isNicehash(withNoncePrefix(job, 0), ['algo', 'nicehash'])).toBe(true);
    expect(isNicehash(withNoncePrefix(job, 1), [])).toBe(true);
  });

  it('is part of what was hashed', () => {
    const blob = withNonce(job.blob, Uint8Array.of(1, 2, 3, 0xf1));
    expect(blob.slice(38, 44)).toEqual(Uint8Array.of(0xaa, 1, 2, 3, 0xf1, 0xaa));
  });
});

describe('the prefixes of a login', () => {
  it('are 256, all different, zero last', () => {
    const prefixes = new NoncePrefixes();
    const taken = Array.from({ length: clientsPerLogin }, () => prefixes.take());
    expect(new Set(taken).size).toBe(256);
    expect([taken[0], taken.at(-1)]).toEqual([1, 0]);
    expect([prefixes.take(), prefixes.taken]).toEqual([undefined, 256]);
  });

  it('are given again only for the next job', () => {
    const prefixes = new NoncePrefixes();
    const taken = Array.from({ length: clientsPerLogin }, () => prefixes.take());
    prefixes.release(7);
    prefixes.release(7);
    expect([prefixes.take(), prefixes.taken]).toEqual([undefined, 255]);
    prefixes.nextJob();
    expect([prefixes.take(), prefixes.take()]).toEqual([7, undefined]);
    expect(taken).toHaveLength(256);
  });

  it('are not freed twice, nor when they were not taken', () => {
    const prefixes = new NoncePrefixes();
    prefixes.release(1);
    prefixes.nextJob();
    const taken = Array.from({ length: clientsPerLogin + 1 }, () => prefixes.take());
    expect(taken.at(-1)).toBeUndefined();
    expect(new Set(taken).size).toBe(257);
  });
});
