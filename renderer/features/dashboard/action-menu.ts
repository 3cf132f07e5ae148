import type { DropdownMenuItem } from '@nuxt/ui';
import type { ProfileId } from '../../../electron/contract/values/ids.ts';
import type { Profile } from '../../../electron/contract/values/profile.ts';
import type { Run } from '../../../electron/contract/values/run.ts';
import { t } from '../../locales/t.ts';
import type { useRuns } from '../runs/store.ts';

const minute = 60_000;

const pauses = [
  { label: t('main.pause-15-min'), durationMs: 15 * minute },
  { label: t('main.pause-1-h'), durationMs: 60 * minute },
  { label: t('main.pause-3-h'), durationMs: 180 * minute },
  { label: t('main.pause-until-resumed'), durationMs: undefined },
] as const;

export interface ActionMenuInput {
  readonly active: readonly Run[];
  readonly profiles: readonly Profile[];
  /** What Start would start. */
  readonly startId: ProfileId | null;
  readonly runs: Pick<ReturnType<typeof useRuns>, 'pause' | 'retry' | 'stop'>;
  readonly choose: (profileId: ProfileId) => Promise<unknown>;
  /** Carries out what was chosen, and tells where it failed. */
  readonly perform: (work: () => Promise<unknown>) => void;
}

/** Groups of the menu beside the one button: only what can be done now. */
export function actionMenu(input: ActionMenuInput): DropdownMenuItem[][] {
  const groups =
    input.active.length === 0
      ? [profileItems(input)]
      : [pauseItems(input), retryItems(input), stopItems(input)];
  return groups.filter((items) => items.length > 0);
}

function pauseItems({ active, runs, perform }: ActionMenuInput): DropdownMenuItem[] {
  const pausable = active.filter(({ state, canPause }) => state === 'running' && canPause);
  if (pausable.length === 0) return [];
  return pauses.map(({ label, durationMs }) => ({
    label,
    icon: 'i-lucide-timer',
    onSelect: () =>
      perform(() => Promise.all(pausable.map(({ id }) => runs.pause(id, durationMs)))),
  }));
}

function retryItems({ active, runs, perform }: ActionMenuInput): DropdownMenuItem[] {
  const waiting = active.filter(({ state }) => state === 'backing-off');
  if (waiting.length === 0) return [];
  return [
    {
      label: t('main.retry'),
      icon: 'i-lucide-rotate-cw',
      onSelect: () => perform(() => Promise.all(waiting.map(({ id }) => runs.retry(id)))),
    },
  ];
}

function stopItems({ active, runs, perform }: ActionMenuInput): DropdownMenuItem[] {
  const stoppable = active.filter(({ state }) => state !== 'stopping');
  if (stoppable.length === 0) return [];
  return [
    {
      label: t('main.stop'),
      icon: 'i-lucide-square',
      onSelect: () => perform(() => Promise.all(stoppable.map(({ id }) => runs.stop(id)))),
    },
  ];
}

/** Which profile Start starts; with a single one there is nothing to choose. */
function profileItems({ profiles, startId, choose, perform }: ActionMenuInput): DropdownMenuItem[] {
  if (profiles.length < 2) return [];
  return [
    { type: 'label', label: t('main.choose-profile') },
    ...profiles.map(({ id, name }): DropdownMenuItem => ({
      type: 'checkbox',
      label: name,
      checked: id === startId,
      onSelect: () => perform(() => choose(id)),
    })),
  ];
}
