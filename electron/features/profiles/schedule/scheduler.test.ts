import { describe, expect, it } from 'vitest';
import { AppError } from '../../../base/app-error.ts';
import { silentLog } from '../../../base/log.ts';
import type { NoticeDraft } from '../../../base/notify.ts';
import { RunId, type ProfileId } from '../../../contract/values/ids.ts';
import { Profile } from '../../../contract/values/profile.ts';
import type { EndReason } from '../../../contract/values/run.ts';
import { FakeClock } from '../../../testing/fake-clock.ts';
import { mayResume } from './may-resume.ts';
import type { LastEnd } from './ports.ts';
import { Scheduler } from './scheduler.ts';

const profile = Profile.parse({
  id: 'nights',
  name: 'Nights',
  minerId: 'builtin',
  algorithm: 'sha256d',
  threads: null,
  throttle: 0,
  resumeAfterRestart: true,
  schedule: { windows: [{ days: [0, 1, 2, 3, 4, 5, 6], from: '22:00', to: '06:00' }] },
  pools: [{ url: 'stratum+tcp://a.example:3333', user: 'ada', hasPassword: false }],
  createdAt: 1,
  updatedAt: 1,
});

/** By the clock on the wall, wherever the test runs; a time of the year when no clock is changed. */
const at = (day: number, time: string): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return new Date(2026, 10, day, hours, minutes).getTime();
};

class NoMinerError extends AppError {
  readonly code = 'miner-not-installed';
  readonly userMessage = 'XMRig is not installed.';
  override readonly suggestion = 'Install it.';
}

interface FakeRun {
  readonly id: RunId;
  readonly profileId: ProfileId;
  readonly startedAt: number;
  endedAt: number | null;
  endReason: EndReason | null;
}

function rig(startsAt: number) {
  const clock = new FakeClock(startsAt);
  const runs: FakeRun[] = [];
  const notes: string[] = [];
  const notices: NoticeDraft[] = [];
  const state = {
    profiles: [profile] as readonly Profile[],
    failWith: undefined as Error | undefined,
  };
  let attempts = 0;
  const begin = (): FakeRun => {
    const id = RunId.parse(`run-${runs.length + 1}`);
    const run = {
      id,
      profileId: profile.id,
      startedAt: clock.now(),
      endedAt: null,
      endReason: null,
    };
    runs.unshift(run);
    return run;
  };
  const end = (run: FakeRun | undefined, endReason: EndReason): void => {
    if (run) Object.assign(run, { endedAt: clock.now(), endReason });
  };
  const lastEnd = (): LastEnd | null => runs.find((run) => run.endedAt !== null) ?? null;
  const make = (): Scheduler =>
    new Scheduler({
      clock,
      profiles: () => state.profiles,
      runs: {
        list: () => runs,
        async start() {
          await Promise.resolve();
          attempts += 1;
          if (state.failWith) throw state.failWith;
          return begin();
        },
        async stop(runId) {
          await Promise.resolve();
          end(
            runs.find(({ id }) => id === runId),
            'user',
          );
        },
      },
      lastEnd,
      note: (runId, kind, text) => notes.push(`${runId} ${kind}: ${text}`),
      notify: (notice) => notices.push(notice),
      log: silentLog,
    });
  /** Goes on to a time, minute by minute, as the program would. */
  const until = (time: number): Promise<void> => clock.advanceAsync(time - clock.now(), 60_000);
  const active = (): FakeRun | undefined => runs.find((run) => run.endedAt === null);
  return {
    clock,
    runs,
    notes,
    notices,
    state,
    begin,
    end,
    make,
    until,
    active,
    attempts: () => attempts,
  };
}

describe('Scheduler', () => {
  it('starts a profile when its window opens and stops it when it closes', async () => {
    const { make, until, runs, notes, clock } = rig(at(23, '21:30'));
    using scheduler = make();
    await scheduler.start();
    await until(at(23, '21:59'));
    expect(runs).toEqual([]);
    await until(at(24, '12:00'));
    expect(runs).toMatchObject([
      { startedAt: at(23, '22:00'), endedAt: at(24, '06:00'), endReason: 'user' },
    ]);
    expect(notes).toEqual([
      'run-1 start: Started by its schedule.',
      'run-1 stop: Stopped by its schedule.',
    ]);
    await until(at(24, '23:00'));
    expect(runs).toHaveLength(2);
    scheduler[Symbol.dispose]();
    expect(clock.pending).toBe(0);
  });

  it('starts at once where the program is started inside a window', async () => {
    const { make, runs } = rig(at(24, '03:12'));
    using scheduler = make();
    await scheduler.start();
    expect(runs).toMatchObject([{ startedAt: at(24, '03:12') }]);
  });

  it('leaves what a person stopped inside a window until the next one', async () => {
    const { make, until, runs, end, active } = rig(at(23, '22:00'));
    using scheduler = make();
    await scheduler.start();
    await until(at(24, '01:00'));
    end(active(), 'user');
    await until(at(24, '21:59'));
    expect(runs).toHaveLength(1);
    await until(at(24, '22:00'));
    expect(runs).toHaveLength(2);
  });

  it('remembers that over a restart of the program', async () => {
    const { make, until, runs, end, active } = rig(at(23, '22:00'));
    {
      using before = make();
      await before.start();
      await until(at(24, '01:00'));
      end(active(), 'user');
    }
    using after = make();
    await after.start();
    await until(at(24, '05:00'));
    expect(runs).toHaveLength(1);
  });

  it('starts again what only the end of the program stopped', async () => {
    const { make, runs, end, active, clock } = rig(at(23, '22:00'));
    {
      using before = make();
      await before.start();
      end(active(), 'shutdown');
    }
    clock.advance(600_000);
    using after = make();
    await after.start();
    expect(runs).toHaveLength(2);
  });

  it('does not start anew what has failed in this window', async () => {
    const { make, until, runs, end, active } = rig(at(23, '22:00'));
    using scheduler = make();
    await scheduler.start();
    end(active(), 'failed');
    await until(at(24, '05:00'));
    expect(runs).toHaveLength(1);
  });

  it('leaves alone what a person started outside a window', async () => {
    const { make, until, runs, begin } = rig(at(23, '20:00'));
    using scheduler = make();
    await scheduler.start();
    begin();
    await until(at(24, '12:00'));
    expect(runs).toMatchObject([{ startedAt: at(23, '20:00'), endedAt: null }]);
  });

  it('stops at its end what a person started inside a window', async () => {
    const { make, until, runs, begin, end, active } = rig(at(23, '22:00'));
    using scheduler = make();
    await scheduler.start();
    end(active(), 'user');
    await until(at(24, '02:00'));
    begin();
    await until(at(24, '07:00'));
    expect(runs[0]).toMatchObject({ startedAt: at(24, '02:00'), endedAt: at(24, '06:00') });
  });

  it('stops after sleep what should have been stopped meanwhile, and starts what should run', async () => {
    const asleep = rig(at(23, '22:00'));
    using scheduler = asleep.make();
    await scheduler.start();
    const [run] = asleep.runs;
    // The computer sleeps: no timer runs, and the first one comes late.
    asleep.clock.now = () => at(24, '09:17');
    await scheduler.look();
    expect(run).toMatchObject({ endedAt: at(24, '09:17') });
    asleep.clock.now = () => at(24, '23:40');
    await scheduler.look();
    expect(asleep.active()).toMatchObject({ startedAt: at(24, '23:40') });
  });

  it('does not start twice where the clock is set back over the beginning of a window', async () => {
    const { make, clock, end, active, runs } = rig(at(23, '22:05'));
    using scheduler = make();
    await scheduler.start();
    end(active(), 'user');
    clock.now = () => at(23, '21:55');
    await scheduler.look();
    clock.now = () => at(23, '22:00');
    await scheduler.look();
    expect(runs).toHaveLength(1);
  });

  it('tells once in a window why it could not start', async () => {
    const { make, until, state, notices, attempts } = rig(at(23, '22:00'));
    state.failWith = new NoMinerError('no miner');
    using scheduler = make();
    await scheduler.start();
    await until(at(24, '12:00'));
    expect(attempts()).toBe(1);
    expect(notices).toEqual([
      {
        severity: 'problem',
        text: '“Nights” could not be started by its schedule: XMRig is not installed.',
        suggestion: 'Install it.',
      },
    ]);
  });

  it('stops what it started where the person moves the window away', async () => {
    const { make, state, active } = rig(at(23, '22:30'));
    using scheduler = make();
    await scheduler.start();
    const windows = [{ days: [1], from: '08:00', to: '09:00' }];
    state.profiles = [{ ...profile, schedule: { windows } }];
    await scheduler.look();
    expect(active()).toBeUndefined();
  });

  it('lets what it started go on where the person removes the schedule', async () => {
    const { make, until, state, active } = rig(at(23, '22:30'));
    using scheduler = make();
    await scheduler.start();
    state.profiles = [{ ...profile, schedule: null }];
    await until(at(24, '12:00'));
    expect(active()).toBeDefined();
  });
});

describe('what mined when the program ended', () => {
  it.each([
    ['goes on inside the window', '23:00', '23:30', true],
    ['does not go on where the window closed meanwhile', '23:00', '09:00', false],
    ['goes on where a person had started it outside', '10:00', '11:00', true],
  ])('%s', (_, startedAt, now, expected) => {
    expect(mayResume(profile, at(23, startedAt), at(24, now))).toBe(expected);
  });

  it('goes on where there is no schedule, and not where nobody knows when it began', () => {
    expect(mayResume({ schedule: null }, null, at(24, '09:00'))).toBe(true);
    expect(mayResume(profile, null, at(24, '09:00'))).toBe(false);
  });
});
