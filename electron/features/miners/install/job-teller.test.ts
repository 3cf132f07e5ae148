import { describe, expect, it } from 'vitest';
import { MinerId } from '../../../contract/values/ids.ts';
import type { InstallJob } from '../../../contract/values/miner.ts';
import { FakeClock } from '../../../testing/fake-clock.ts';
import { JobTeller } from './job-teller.ts';

function tellerOf() {
  const clock = new FakeClock();
  const told: { readonly at: number; readonly job: InstallJob }[] = [];
  const start = clock.now();
  const teller = new JobTeller(MinerId.parse('xmrig'), clock, (_, job) =>
    told.push({ at: clock.now() - start, job: job as InstallJob }),
  );
  return { clock, told, teller };
}

describe('JobTeller', () => {
  it('tells at most four times a second, and the last state of each quarter', () => {
    const { clock, told, teller } = tellerOf();
    for (let step = 1; step <= 100; step += 1) {
      clock.advance(10);
      teller.update({ receivedBytes: step });
    }
    expect(told.map(({ at, job }) => [at, job.receivedBytes])).toEqual([
      [0, 0],
      [250, 24],
      [500, 49],
      [750, 74],
      [1_000, 99],
    ]);
  });

  it('tells the end at once, and nothing after it', () => {
    const { clock, told, teller } = tellerOf();
    teller.update({ state: 'downloading', bytesPerSecond: 5 });
    teller.end({ state: 'cancelled' });
    expect(told.map(({ job }) => job.state)).toEqual(['looking-up', 'cancelled']);
    expect(teller.job).toMatchObject({ bytesPerSecond: null, endedAt: clock.now() });
    clock.advance(1_000);
    expect(told).toHaveLength(2);
    expect(clock.pending).toBe(0);
  });
});
