import { describe, expect, it } from 'vitest';
import { EventHub } from '../../base/event-hub.ts';
import type { Sample } from '../../contract/values/history.ts';
import type { MinerId, ProfileId, RunId } from '../../contract/values/ids.ts';
import type { Run, RunState } from '../../contract/values/run.ts';
import { FakeClock } from '../../testing/fake-clock.ts';
import { Telemetry } from './telemetry.ts';

const now = Date.UTC(2026, 0, 1);

class TestTelemetry implements Disposable {
  readonly clock: FakeClock;
  readonly events = new EventHub((error) => {
    throw error;
  });
  readonly recorded: (readonly Sample[])[] = [];
  readonly published: Sample[] = [];
  readonly telemetry: Telemetry;

  constructor(startedAt = now) {
    this.clock = new FakeClock(startedAt);
    this.telemetry = new Telemetry({
      events: this.events,
      clock: this.clock,
      record: (samples) => this.recorded.push(samples),
    });
    this.events.on('history.sample', (sample) => this.published.push(sample));
  }

  change(name: string, state: RunState, endedAt: number | null = null): void {
    this.events.publish('run.changed', runOf(name, state, endedAt));
  }

  end(name: string): void {
    this.change(name, 'stopped', this.clock.now());
  }

  read(name: string, hashrate: number | null): void {
    this.events.publish('run.reading', {
      runId: name as RunId,
      at: this.clock.now(),
      source: 'api',
      hashrate,
      accepted: 0,
      rejected: 0,
      invalid: 0,
      difficulty: null,
      threads: null,
      poolConnected: null,
      poolLatencyMs: null,
      devices: [],
    });
  }

  /** Each interval's hashrates, in the order of the runs. */
  get hashrates(): (number | null)[][] {
    return this.recorded.map((samples) => samples.map(({ hashrate }) => hashrate));
  }

  [Symbol.dispose](): void {
    this.telemetry[Symbol.dispose]();
  }
}

function runOf(name: string, state: RunState, endedAt: number | null): Run {
  return {
    id: name as RunId,
    profileId: name.replace(/-\d+$/, '') as ProfileId,
    profileName: name,
    minerId: 'builtin' as MinerId,
    minerName: 'Built-in miner',
    algorithm: 'sha256d',
    poolUrl: 'practice://local',
    state,
    stateSince: now,
    startedAt: now,
    endedAt,
    endReason: endedAt === null ? null : 'user',
    reason: null,
    lastLines: [],
    retryAt: null,
    pausedUntil: null,
    restarts: 0,
    canPause: true,
    pid: null,
    reading: null,
  };
}

describe('Telemetry', () => {
  it('takes the mean of ten seconds, aligned to the wall clock', () => {
    using test = new TestTelemetry(now + 3_700);
    test.change('a', 'running');
    test.read('a', 100);
    test.clock.advance(4_000);
    test.read('a', 200);
    test.clock.advance(2_299);
    expect(test.recorded).toEqual([]);
    test.clock.advance(1);
    expect(test.recorded).toEqual([[{ runId: 'a', at: now, hashrate: 150 }]]);
    expect(test.published).toEqual(test.recorded[0]);
    test.read('a', 300);
    test.clock.advance(10_000);
    expect(test.recorded[1]).toEqual([{ runId: 'a', at: now + 10_000, hashrate: 300 }]);
  });

  it('says null where no reading came or none knew the hashrate', () => {
    using test = new TestTelemetry();
    test.change('a', 'running');
    test.clock.advance(10_000);
    test.read('a', null);
    test.clock.advance(10_000);
    test.read('a', 0);
    test.clock.advance(10_000);
    expect(test.hashrates).toEqual([[null], [null], [0]]);
  });

  it.each(['paused', 'backing-off', 'stopping'] as const)('measures nothing while %s', (state) => {
    using test = new TestTelemetry();
    test.change('a', 'running');
    test.change('a', state);
    test.read('a', 100);
    test.clock.advance(10_000);
    expect(test.hashrates).toEqual([[null]]);
  });

  it('takes no 0 from a miner that warms up, nor a number that cannot be', () => {
    using test = new TestTelemetry();
    test.change('a', 'warming-up');
    test.read('a', 0);
    test.read('a', 1e300);
    test.clock.advance(10_000);
    test.read('a', 0);
    test.read('a', 80);
    test.clock.advance(10_000);
    expect(test.hashrates).toEqual([[null], [80]]);
  });

  it('hands over the samples of all runs together and adds them up', () => {
    using test = new TestTelemetry();
    test.change('a-1', 'running');
    test.change('b-1', 'running');
    test.read('a-1', 100);
    test.read('b-1', 50);
    test.clock.advance(10_000);
    expect(test.hashrates).toEqual([[100, 50]]);
    expect(test.telemetry.totals({})).toEqual([{ at: now, hashrate: 150 }]);
    const ofOne = [{ at: now, hashrate: 50 }];
    expect(test.telemetry.totals({ profileId: 'b' as ProfileId })).toEqual(ofOne);
    expect(test.telemetry.totals({ runId: 'b-1' as RunId })).toEqual(ofOne);
  });

  it('records the last seconds of a run at its end', () => {
    using test = new TestTelemetry();
    test.change('a', 'running');
    test.clock.advance(13_000);
    test.read('a', 100);
    test.end('a');
    expect(test.recorded.at(-1)).toEqual([{ runId: 'a', at: now + 10_000, hashrate: 100 }]);
    expect(test.published).toEqual(test.recorded.flat());
    test.end('a');
    test.clock.advance(10_000);
    expect(test.recorded).toHaveLength(2);
  });

  it('does not add up runs one after the other within ten seconds', () => {
    using test = new TestTelemetry();
    test.change('a', 'running');
    test.read('a', 100);
    test.end('a');
    test.change('b', 'running');
    test.read('b', 90);
    test.clock.advance(10_000);
    expect(test.hashrates).toEqual([[100], [90]]);
    expect(test.telemetry.totals({})).toEqual([{ at: now, hashrate: 90 }]);
  });

  it('leaves out the last seconds of a run while another goes on', () => {
    using test = new TestTelemetry();
    test.change('a', 'running');
    test.change('b', 'running');
    test.read('a', 100);
    test.read('b', 90);
    test.end('a');
    test.clock.advance(10_000);
    expect(test.hashrates).toEqual([[90]]);
  });

  it('records nothing of runs that have ended, and forgets them after five minutes', () => {
    using test = new TestTelemetry();
    test.change('a', 'running');
    test.read('a', 100);
    test.clock.advance(10_000);
    test.end('a');
    test.clock.advance(300_000);
    expect(test.hashrates).toEqual([[100]]);
    expect(test.telemetry.totals({})).toHaveLength(1);
    test.clock.advance(10_000);
    expect(test.telemetry.totals({})).toEqual([]);
  });

  it('keeps as many samples as a window of five minutes can touch', () => {
    using test = new TestTelemetry();
    test.change('a', 'running');
    for (let index = 0; index < 100; index += 1) {
      test.read('a', index);
      test.clock.advance(10_000);
    }
    const times = test.telemetry.totals({}).map(({ at }) => at);
    expect(times).toHaveLength(31);
    expect(Math.min(...times)).toBe(test.clock.now() - test.telemetry.reachMs);
  });

  it('does not know runs that were over before it heard of them', () => {
    using test = new TestTelemetry();
    test.end('a');
    test.read('a', 100);
    test.clock.advance(10_000);
    expect(test.recorded).toEqual([]);
  });

  it('hands over the unfinished ten seconds when it ends, and leaves no timer', () => {
    const test = new TestTelemetry();
    test.change('a', 'running');
    test.clock.advance(13_000);
    test.read('a', 100);
    test[Symbol.dispose]();
    expect(test.recorded.at(-1)).toEqual([{ runId: 'a', at: now + 10_000, hashrate: 100 }]);
    expect(test.clock.pending).toBe(0);
    expect(test.events.has('run.reading')).toBe(false);
  });
});
