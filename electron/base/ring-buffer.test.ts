import { expect, it } from 'vitest';
import { RingBuffer } from './ring-buffer.ts';

it('keeps the newest items, oldest first', () => {
  const ring = new RingBuffer<number>(3);
  const seen = [1, 2, 3, 4, 5, 6, 7].map((item) => {
    ring.push(item);
    return ring.toArray();
  });
  expect(seen).toEqual([[1], [1, 2], [1, 2, 3], [2, 3, 4], [3, 4, 5], [4, 5, 6], [5, 6, 7]]);
  expect(ring.length).toBe(3);
});

it('is empty after clear and then fills again', () => {
  const ring = new RingBuffer<number>(2);
  for (const item of [1, 2, 3]) ring.push(item);
  ring.clear();
  ring.push(9);
  expect(ring.toArray()).toEqual([9]);
});

it.each([0, -1, 1.5, Number.NaN])('refuses a capacity of %s', (capacity) => {
  expect(() => new RingBuffer(capacity)).toThrow(RangeError);
});
