import type { Profile } from '../../../electron/contract/values/profile.ts';
import type { ProfileId } from '../../../electron/contract/values/ids.ts';
import type { Run } from '../../../electron/contract/values/run.ts';
import { isActive } from '../runs/active.ts';

/** What the one button of the dashboard does now. */
export type MainAction =
  | { readonly kind: 'start'; readonly profile: Profile }
  | { readonly kind: 'no-profile' }
  | { readonly kind: 'pause'; readonly runs: readonly Run[] }
  | { readonly kind: 'resume'; readonly runs: readonly Run[] }
  /** `cancel` where mining has not begun yet. */
  | { readonly kind: 'stop' | 'cancel'; readonly runs: readonly Run[] }
  | { readonly kind: 'stopping' };

/** @param selectedProfileId  the profile the person chose, if it still exists */
export function mainAction(
  runs: readonly Run[],
  profiles: readonly Profile[],
  selectedProfileId: ProfileId | null,
): MainAction {
  const active = runs.filter(isActive);
  const inState = (...states: Run['state'][]) => active.filter((run) => states.includes(run.state));
  if (active.length === 0) {
    const profile = startProfile(profiles, selectedProfileId);
    return profile === undefined ? { kind: 'no-profile' } : { kind: 'start', profile };
  }
  const pausable = inState('running').filter(({ canPause }) => canPause);
  if (pausable.length > 0) return { kind: 'pause', runs: pausable };
  const paused = inState('paused');
  if (paused.length > 0) return { kind: 'resume', runs: paused };
  const running = inState('running', 'backing-off');
  if (running.length > 0) return { kind: 'stop', runs: running };
  const beginning = inState('starting', 'warming-up');
  if (beginning.length > 0) return { kind: 'cancel', runs: beginning };
  return { kind: 'stopping' };
}

/** What Start starts: the chosen profile, or else the first. */
export function startProfile(
  profiles: readonly Profile[],
  selectedProfileId: ProfileId | null,
): Profile | undefined {
  return profiles.find(({ id }) => id === selectedProfileId) ?? profiles[0];
}
