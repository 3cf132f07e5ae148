import { describe, expect, it } from 'vitest';
import type { Kernel } from '../../platform/kernels/kernel.ts';
import { hashesPerDifficulty } from '../../protocols/stratum/bitcoin/difficulty.ts';
import { hashesPerDifficulty as verusHashesPerDifficulty } from '../../protocols/stratum/verus/target.ts';
import { stratum1 } from './dialects/stratum1.ts';
import { verus } from './dialects/verus.ts';
import { Vardiff } from './vardiff.ts';

const intervalMs = 4_000;

/** Vardiff hashes nothing. */
const nothing = {} as Kernel;

/** Even numbers from 0 to 1 that look random, the same each time. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
}

/** A miner that finds shares as luck has it. @returns when each of them came, ms */
function mine(
  vardiff: Vardiff,
  hashrate: number,
  hashesPerDifficulty: number,
  from: number,
  to: number,
  seed: number,
): number[] {
  const random = randomNumbers(seed);
  const shares: number[] = [];
  let nextTick = from + 1_000;
  for (let now = from; now < to;) {
    const meanMs = (vardiff.difficulty * hashesPerDifficulty * 1_000) / hashrate;
    const found = now - Math.log(random()) * meanMs;
    if (found > nextTick) {
      // Finding has no memory, so it may begin anew after each look at the clock.
      now = nextTick;
      nextTick += 1_000;
      vardiff.tick(now);
      continue;
    }
    now = found;
    shares.push(now);
    vardiff.share(now);
  }
  return shares.filter((at) => at < to);
}

const seeds = Array.from({ length: 40 }, (_, index) => index * 7_919 + 1);

const sha256d = { range: stratum1(nothing).difficulties, hashesPerDifficulty };
const verushash = {
  range: verus(nothing).difficulties,
  hashesPerDifficulty: verusHashesPerDifficulty,
};

describe.each([
  ['a phone with SHA-256d', 1e6, sha256d],
  ['an old laptop with SHA-256d', 5e6, sha256d],
  ['a desktop with SHA-256d', 1e8, sha256d],
  ['a server with SHA-256d', 4e9, sha256d],
  ['a phone with VerusHash', 1e5, verushash],
  ['a desktop with VerusHash', 5e6, verushash],
  ['a server with VerusHash', 1e8, verushash],
])('%s', (_name, hashrate, { range, hashesPerDifficulty }) => {
  it('gets its first share within seconds', () => {
    const firsts = seeds.map((seed) => {
      const vardiff = new Vardiff(intervalMs, range, 0);
      return mine(vardiff, hashrate, hashesPerDifficulty, 0, 60_000, seed)[0] ?? 60_000;
    });
    expect(mean(firsts)).toBeLessThan(2_000);
  });

  it('never floods the pool, and soon sends as many as wanted', () => {
    for (const seed of seeds) {
      const vardiff = new Vardiff(intervalMs, range, 0);
      const firstMinute = mine(vardiff, hashrate, hashesPerDifficulty, 0, 60_000, seed).length;
      expect(firstMinute).toBeGreaterThanOrEqual(5);
      expect(firstMinute).toBeLessThan(60);
      mine(vardiff, hashrate, hashesPerDifficulty, 60_000, 300_000, seed + 1);
      const wanted = (hashrate * intervalMs) / 1_000 / hashesPerDifficulty;
      expect(vardiff.difficulty / wanted).toBeGreaterThan(0.3);
      expect(vardiff.difficulty / wanted).toBeLessThan(3);
    }
  });
});

describe('Vardiff', () => {
  it('follows a miner that becomes much slower, and much faster', () => {
    const vardiff = new Vardiff(intervalMs, sha256d.range, 0);
    mine(vardiff, 1e8, hashesPerDifficulty, 0, 120_000, 1);
    const fast = vardiff.difficulty;
    mine(vardiff, 1e6, hashesPerDifficulty, 120_000, 400_000, 2);
    expect(vardiff.difficulty).toBeLessThan(fast / 30);
    mine(vardiff, 1e8, hashesPerDifficulty, 400_000, 500_000, 3);
    expect(vardiff.difficulty).toBeGreaterThan(fast / 3);
  });

  it('says when it changes', () => {
    const vardiff = new Vardiff(1_000, { start: 1, least: 1e-7 }, 0);
    expect([100, 200, 300].map((now) => vardiff.share(now))).toEqual([false, false, false]);
    expect(vardiff.share(400)).toBe(true);
    // Three intervals of 0.4 / 3 s where one second is wanted.
    expect(vardiff.difficulty).toBe(7.5);
    expect(vardiff.tick(500)).toBe(false);
  });

  it('goes down while nothing comes, but not below what any processor finds', () => {
    const vardiff = new Vardiff(1_000, { start: 1, least: 1e-7 }, 0);
    expect(vardiff.tick(5_999)).toBe(false);
    expect(vardiff.tick(6_000)).toBe(true);
    expect(vardiff.difficulty).toBe(0.0833);
    for (let now = 12_000; now < 1_000_000; now += 1_000) vardiff.tick(now);
    expect(vardiff.difficulty).toBe(1e-7);
  });

  it('takes a suggestion, within limits', () => {
    const vardiff = new Vardiff(1_000, { start: 1, least: 1e-7 }, 0);
    expect(vardiff.suggest(0.25, 0)).toBe(true);
    expect(vardiff.difficulty).toBe(0.25);
    expect(vardiff.suggest(1e300, 0)).toBe(true);
    expect(vardiff.difficulty).toBe(1e9);
    expect(vardiff.suggest(1e30, 0)).toBe(false);
  });
});

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
