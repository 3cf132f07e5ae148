import type { Api } from '../contract/index.ts';
import type { ProfileId, RunId } from '../contract/values/ids.ts';
import type { Profile } from '../contract/values/profile.ts';
import type { Run } from '../contract/values/run.ts';

/** What the one button of the tray's menu does now. */
export type TrayAction =
  | { readonly kind: 'start'; readonly profileId: ProfileId }
  | { readonly kind: 'pause' | 'resume' | 'stop'; readonly runIds: readonly RunId[] }
  /** There is nothing to start yet: the window has what it takes. */
  | { readonly kind: 'set-up' }
  | { readonly kind: 'wait' };

export const actionLabels: Readonly<Record<TrayAction['kind'], string>> = {
  start: 'Start mining',
  pause: 'Pause',
  resume: 'Resume',
  stop: 'Stop',
  'set-up': 'Set up mining …',
  wait: 'Stopping …',
};

/** @param selected  the profile the person chose, if it still exists */
export function trayAction(
  active: readonly Run[],
  profiles: readonly Profile[],
  selected: ProfileId | null,
): TrayAction {
  const idsOf = (runs: readonly Run[]): RunId[] => runs.map(({ id }) => id);
  if (active.length === 0) {
    const profile = profiles.find(({ id }) => id === selected) ?? profiles[0];
    return profile ? { kind: 'start', profileId: profile.id } : { kind: 'set-up' };
  }
  const pausable = active.filter(({ state, canPause }) => state === 'running' && canPause);
  if (pausable.length > 0) return { kind: 'pause', runIds: idsOf(pausable) };
  const paused = active.filter(({ state }) => state === 'paused');
  if (paused.length > 0) return { kind: 'resume', runIds: idsOf(paused) };
  const stoppable = active.filter(({ state }) => state !== 'stopping');
  return stoppable.length > 0 ? { kind: 'stop', runIds: idsOf(stoppable) } : { kind: 'wait' };
}

/** @throws {AppError} where the rig refuses */
export async function performTrayAction(action: TrayAction, api: Api): Promise<void> {
  switch (action.kind) {
    case 'start':
      await api.call('runs.start', { profileId: action.profileId });
      break;
    case 'pause':
    case 'resume':
    case 'stop':
      await Promise.all(action.runIds.map((runId) => api.call(`runs.${action.kind}`, { runId })));
      break;
    case 'set-up':
    case 'wait':
      break;
  }
}
