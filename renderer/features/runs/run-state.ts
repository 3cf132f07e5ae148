import type { Run, RunState } from '../../../electron/contract/values/run.ts';
import { t } from '../../locales/t.ts';
import type { Tone } from '../../ui/tone.ts';

export interface RunStateLook {
  readonly label: string;
  readonly icon: string;
  readonly tone: Tone;
}

const looks: Readonly<Record<RunState, { icon: string; tone: Tone }>> = {
  stopped: { icon: 'i-lucide-square', tone: 'neutral' },
  starting: { icon: 'i-lucide-hourglass', tone: 'neutral' },
  'warming-up': { icon: 'i-lucide-flame', tone: 'neutral' },
  running: { icon: 'i-lucide-activity', tone: 'good' },
  paused: { icon: 'i-lucide-pause', tone: 'neutral' },
  stopping: { icon: 'i-lucide-hourglass', tone: 'neutral' },
  'backing-off': { icon: 'i-lucide-rotate-cw', tone: 'attention' },
  failed: { icon: 'i-lucide-circle-alert', tone: 'bad' },
};

/** How a state looks everywhere: a word, an icon and a tone, never colour alone. */
export function runStateLook(state: RunState): RunStateLook {
  return { label: t(`run-state.${state}`), ...looks[state] };
}

/** Word for a run's state; one that ended says how. */
export function runStateLabel({ state, endReason }: Run): string {
  if (state === 'stopped' && endReason === 'interrupted') return t('run-state.interrupted');
  return t(`run-state.${state}`);
}
