import { describe, expect, it } from 'vitest';
import { CpuLoad, type CpuTimes } from './cpu-load.ts';

/** A load that reads these times one after the other. */
function loadOf(...times: (CpuTimes | null)[]): CpuLoad {
  return new CpuLoad(() => times.shift() ?? null);
}

describe('CpuLoad', () => {
  it('is the busy share since it was last asked', () => {
    const load = loadOf(
      { busy: 1_000, total: 10_000 },
      { busy: 1_500, total: 12_000 },
      { busy: 3_500, total: 14_000 },
    );
    expect([load.read(), load.read()]).toEqual([25, 100]);
  });

  it('stays the same when it is asked again at once', () => {
    const load = loadOf(
      { busy: 0, total: 0 },
      { busy: 0, total: 10 },
      { busy: 500, total: 1_000 },
      { busy: 510, total: 1_010 },
      { busy: 500, total: 2_000 },
    );
    expect([load.read(), load.read(), load.read()]).toEqual([null, 50, 50]);
  });

  it('is unknown where the system does not tell, and when a core went away', () => {
    expect(loadOf(null, { busy: 0, total: 1_000 }, { busy: 0, total: 2_000 }).read()).toBeNull();
    expect(loadOf({ busy: 900, total: 9_000 }, { busy: 800, total: 8_000 }).read()).toBeNull();
  });

  it('reads this computer', () => {
    const load = new CpuLoad().read();
    expect(load ?? 0).toBeGreaterThanOrEqual(0);
    expect(load ?? 0).toBeLessThanOrEqual(100);
  });
});
