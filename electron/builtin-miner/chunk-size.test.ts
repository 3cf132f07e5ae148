import { describe, expect, it } from 'vitest';
import { ChunkSize } from './chunk-size.ts';

describe('ChunkSize', () => {
  it.each([1e5, 3e7, 1e9])('comes to 10 ms a chunk at %d H/s', (hashrate) => {
    expect((settledAt(hashrate) / hashrate) * 1_000).toBeCloseTo(10, 0);
  });

  it('does not become smaller than what a look at the news is worth', () => {
    expect(settledAt(1_000)).toBe(256);
  });

  it('stays within its limits when the clock stands still', () => {
    const chunk = new ChunkSize();
    for (let step = 0; step < 100; step += 1) chunk.measured(0);
    expect(chunk.count).toBe(2 ** 30);
  });
});

function settledAt(hashrate: number): number {
  const chunk = new ChunkSize();
  for (let step = 0; step < 40; step += 1) chunk.measured((chunk.count / hashrate) * 1_000);
  return chunk.count;
}
