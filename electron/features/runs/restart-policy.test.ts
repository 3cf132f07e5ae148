import { describe, expect, it } from 'vitest';
import { RestartPolicy } from './restart-policy.ts';

const delays = (policy: RestartPolicy, lives: readonly number[]) =>
  lives.map((livedMs) => policy.exited(livedMs)?.delayMs ?? 'gives up');

describe('RestartPolicy', () => {
  it('doubles the delay up to five minutes', () => {
    expect(delays(new RestartPolicy(() => 0), Array(10).fill(120_000) as number[])).toEqual([
      2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 128_000, 256_000, 300_000, 300_000,
    ]);
  });

  it('varies the delay, so that many rigs do not come back at once', () => {
    expect(delays(new RestartPolicy(() => 0.999), [1])).toEqual([1_401]);
  });

  it('gives up at the fifth quick exit in a row', () => {
    const policy = new RestartPolicy(() => 0);
    expect(delays(policy, [1, 1, 1, 120_000, 1, 1, 119_999, 1, 0]).slice(-2)).toEqual([
      256_000,
      'gives up',
    ]);
  });

  it('begins anew after two minutes of hashing', () => {
    const policy = new RestartPolicy(() => 0);
    delays(policy, [200_000, 200_000, 200_000]);
    policy.hashed(119_999);
    expect(delays(policy, [200_000])).toEqual([16_000]);
    policy.hashed(120_000);
    expect(delays(policy, [200_000])).toEqual([2_000]);
  });
});
