import { expect, it } from 'vitest';
import type { NoticeDraft } from './base/notify.ts';
import { DiskFullError } from './base/storage-error.ts';
import { ProfileId } from './contract/values/ids.ts';
import { Profile } from './contract/values/profile.ts';
import type { Session } from './contract/values/run.ts';
import { resumeRuns } from './resume-runs.ts';
import { sampleDraft } from './testing/sample-profiles.ts';

const at = (time: string): number => new Date(`2026-11-24T${time}:00`).getTime();
const nightly = { windows: [{ days: [0, 1, 2, 3, 4, 5, 6], from: '22:00', to: '06:00' }] };

function profile(id: string, fields: Partial<Record<keyof Profile, unknown>> = {}): Profile {
  const pools = [{ url: 'stratum+tcp://a.example:3333', user: 'ada', hasPassword: false }];
  const times = { createdAt: 1, updatedAt: 1 };
  return Profile.parse({ ...sampleDraft({ name: id }), ...times, id, pools, ...fields });
}

async function resumed(
  profiles: readonly Profile[],
  {
    now = at('12:00'),
    startedAt = at('03:00'),
    isWanted = true,
    failWith = undefined as Error | undefined,
  } = {},
) {
  const started: string[] = [];
  const notices: NoticeDraft[] = [];
  await resumeRuns({
    history: {
      closeInterrupted: () => [],
      takeResumable: () => ['plain', 'nightly', 'gone'].map((id) => ProfileId.parse(id)),
      sessions: () => profiles.map(({ id }) => ({ profileId: id, startedAt }) as Session),
    },
    profiles: { list: () => [...profiles] },
    runs: {
      async start(id) {
        await Promise.resolve();
        if (failWith) throw failWith;
        started.push(id);
        return undefined as never;
      },
    },
    notify: (notice) => void notices.push(notice),
    now,
    isWanted,
  });
  return { started, notices };
}

it('starts again what mined when the program ended, and nothing else', async () => {
  const profiles = [profile('plain'), profile('other')];
  expect((await resumed(profiles)).started).toEqual(['plain']);
  expect((await resumed([profile('plain', { resumeAfterRestart: false })])).started).toEqual([]);
  expect((await resumed(profiles, { isWanted: false })).started).toEqual([]);
});

it('leaves out what its schedule would have stopped meanwhile', async () => {
  const profiles = [profile('nightly', { schedule: nightly })];
  expect((await resumed(profiles)).started).toEqual([]);
  expect((await resumed(profiles, { now: at('05:00') })).started).toEqual(['nightly']);
  expect((await resumed(profiles, { startedAt: at('11:00') })).started).toEqual(['nightly']);
});

it('tells what could not be started again', async () => {
  const { notices } = await resumed([profile('plain')], { failWith: new DiskFullError('/data') });
  expect(notices).toMatchObject([
    {
      severity: 'problem',
      text: expect.stringContaining('“plain” could not be started again') as string,
    },
  ]);
});
