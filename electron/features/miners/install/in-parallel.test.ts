import { expect, it } from 'vitest';
import { inParallel } from './in-parallel.ts';

it('does something for each, and never for more at a time than it may', async () => {
  let current = 0;
  let most = 0;
  const done: number[] = [];
  await inParallel([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
    current += 1;
    most = Math.max(most, current);
    await Promise.resolve();
    current -= 1;
    done.push(item);
  });
  expect(new Set(done)).toEqual(new Set([1, 2, 3, 4, 5, 6, 7]));
  expect(done).toHaveLength(7);
  expect(most).toBe(3);
  await expect(inParallel([], 3, () => Promise.reject(new Error('no')))).resolves.toBeUndefined();
});

it('begins nothing after a failure, and waits for what is under way', async () => {
  const other = Promise.withResolvers<void>();
  const begun: string[] = [];
  const ended: string[] = [];
  const whole = inParallel(['bad', 'slow', 'next'], 2, async (item) => {
    begun.push(item);
    if (item === 'bad') throw new Error('bad');
    await other.promise;
    ended.push(item);
  });
  other.resolve();
  await expect(whole).rejects.toThrow('bad');
  expect([begun, ended]).toEqual([['bad', 'slow'], ['slow']]);
});
