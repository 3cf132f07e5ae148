import { expect, it } from 'vitest';
import { ShareQueue } from './share-queue.ts';

it('gives the shares of a job in the order in which they were sent', () => {
  const queue = new ShareQueue<string>(10);
  for (const share of ['1a', '2a', '1b', '2b']) queue.sent(share.slice(0, 1), share);
  expect(['2', '1', '1', '2'].map((id) => queue.answered(id))).toEqual(['2a', '1a', '1b', '2b']);
  expect(queue.size).toBe(0);
});

it('has none for a result that nothing was sent for', () => {
  const queue = new ShareQueue<string>(10);
  queue.sent('1', 'a');
  expect(queue.answered('login')).toBeUndefined();
  expect(queue.answered('1')).toBe('a');
  expect(queue.answered('1')).toBeUndefined();
});

it('takes no more than may wait, and has room again after a result', () => {
  const queue = new ShareQueue<string>(2);
  expect(['a', 'b', 'c'].map((share) => queue.sent('1', share))).toEqual([true, true, false]);
  queue.answered('1');
  expect(queue.sent('1', 'd')).toBe(true);
  expect(queue.size).toBe(2);
});

it('gives all that were not answered when the connection ends', () => {
  const queue = new ShareQueue<string>(10);
  for (const share of ['a', 'b', 'c']) queue.sent('1', share);
  queue.answered('1');
  expect(queue.takeAll()).toEqual(['b', 'c']);
  expect(queue.size).toBe(0);
  expect(queue.takeAll()).toEqual([]);
});
