import { describe, expect, it } from 'vitest';
import { unknownReport, type MinerReport } from '../../protocols/miner-output/miner-report.ts';
import { FakeClock } from '../../testing/fake-clock.ts';
import { StatsPoll } from './stats-poll.ts';

describe('figures that a launch has its own way for', () => {
  it('are asked for every ten seconds, and hold until then', async () => {
    const clock = new FakeClock();
    const answers: (MinerReport | null)[] = [
      { ...unknownReport, hashrate: 1 },
      null,
      { ...unknownReport, hashrate: 3 },
    ];
    const poll = new StatsPoll(
      () => Promise.resolve(answers.shift() ?? null),
      clock,
      new AbortController().signal,
    );
    const seen: (number | null | undefined)[] = [];
    for (let second = 0; second < 24; second += 4) {
      seen.push((await poll.ask())?.hashrate);
      clock.advance(4_000);
    }
    expect(seen).toEqual([1, 1, 1, undefined, undefined, undefined]);
    expect((await poll.ask())?.hashrate).toBe(3);
  });

  it('are unknown where asking fails', async () => {
    const clock = new FakeClock();
    const poll = new StatsPoll(
      () => Promise.reject(new Error('a bug')),
      clock,
      new AbortController().signal,
    );
    await expect(poll.ask()).rejects.toThrow('a bug');
    expect(await poll.ask()).toBeNull();
  });
});
