import { expect, it } from 'vitest';
import type { ProfileId } from '../../../electron/contract/values/ids.ts';
import { aProfile, aRun } from '../../testing/samples.ts';
import { mainAction } from './main-action.ts';

const first = aProfile();
const second = aProfile({ id: 'profile-2' as ProfileId });
const kindFor = (...runs: Parameters<typeof aRun>[0][]) =>
  mainAction(runs.map(aRun), [first], null).kind;

it.each([
  ['running', 'pause'],
  ['paused', 'resume'],
  ['starting', 'cancel'],
  ['warming-up', 'cancel'],
  ['backing-off', 'stop'],
  ['stopping', 'stopping'],
  ['failed', 'start'],
  ['stopped', 'start'],
] as const)('of a run that is %s the button says %s', (state, kind) => {
  expect(kindFor({ state })).toBe(kind);
});

it('stops a miner that cannot pause', () => {
  expect(kindFor({ state: 'running', canPause: false })).toBe('stop');
});

it('pauses what mines before it looks at what is paused', () => {
  expect(kindFor({ state: 'paused' }, { state: 'running' })).toBe('pause');
});

it('starts the chosen profile, or the first where the chosen one is gone', () => {
  expect(mainAction([], [first, second], second.id)).toEqual({ kind: 'start', profile: second });
  expect(mainAction([], [first, second], 'gone' as ProfileId)).toMatchObject({ profile: first });
});

it('says that there is nothing to start', () => {
  expect(mainAction([], [], null)).toEqual({ kind: 'no-profile' });
});
