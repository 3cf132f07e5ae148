import { expect, it } from 'vitest';
import { FakeClock } from './fake-clock.ts';

it('runs what falls due in order of time and leaves nothing behind', () => {
  const clock = new FakeClock(0);
  const seen: [string, number][] = [];
  clock.after(300, () => seen.push(['later', clock.now()]));
  const stop = clock.every(100, () => seen.push(['tick', clock.now()]));
  clock.after(250, () => stop());
  clock.advance(1_000);
  expect(seen).toEqual([
    ['tick', 100],
    ['tick', 200],
    ['later', 300],
  ]);
  expect([clock.now(), clock.pending]).toEqual([1_000, 0]);
});
