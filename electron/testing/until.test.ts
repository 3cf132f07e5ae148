import { describe, expect, it } from 'vitest';
import { until } from './until.ts';

describe('until', () => {
  it('gives the first truthy answer', async () => {
    let looks = 0;
    await expect(until('the third look', () => (++looks === 3 ? 'seen' : null))).resolves.toBe(
      'seen',
    );
    expect(looks).toBe(3);
  });

  it('names what was waited for when the deadline passes', async () => {
    await expect(until('the moon', () => false, 50)).rejects.toThrow('waited 50 ms for the moon');
  });
});
