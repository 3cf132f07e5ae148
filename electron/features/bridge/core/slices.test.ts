import { describe, expect, it } from 'vitest';
import { sliceBytes, Slices } from './slices.ts';

describe('Slices', () => {
  it('gives each client another one, zero last', () => {
    const slices = new Slices(4, 1_000);
    expect([1, 2, 3, 4, 5].map(() => slices.take(0))).toEqual([1, 2, 3, 0, undefined]);
    expect(slices.taken).toBe(4);
  });

  it('gives one that was left to nobody while a job of before can be valid', () => {
    const slices = new Slices(3, 1_000);
    expect([slices.take(0), slices.take(0), slices.take(0)]).toEqual([1, 2, 0]);
    slices.release(2, 100);
    slices.release(2, 500);
    expect(slices.take(1_099)).toBeUndefined();
    expect(slices.take(1_100)).toBe(2);
  });

  it('gives it again once all jobs of before are over', () => {
    const slices = new Slices(2, 1_000);
    expect([slices.take(0), slices.take(0)]).toEqual([1, 0]);
    slices.release(1, 0);
    slices.wake();
    expect(slices.take(1)).toBe(1);
  });

  it('goes through all of them before one comes again', () => {
    const slices = new Slices(256, 10);
    const given = Array.from({ length: 256 }, (_, now) => {
      const slice = slices.take(now) ?? -1;
      slices.release(slice, now);
      return slice;
    });
    expect(new Set(given).size).toBe(256);
  });
});

it('is written most significant byte first', () => {
  expect([...sliceBytes(0x010203, 3)]).toEqual([1, 2, 3]);
  expect([...sliceBytes(0x010203, 2)]).toEqual([2, 3]);
  expect([...sliceBytes(5, 0)]).toEqual([]);
});
