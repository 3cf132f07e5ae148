import { hashrateText } from '../base/hashrate-text.ts';
import type { ProfileId } from '../contract/values/ids.ts';
import type { Profile } from '../contract/values/profile.ts';
import type { Run, RunState } from '../contract/values/run.ts';
import { trayAction, type TrayAction } from './tray-action.ts';

/** Each has a picture of its own, told apart by shape as well as by colour. */
export type TrayIconName = 'mining' | 'paused' | 'attention' | 'idle';

export interface TrayView {
  readonly icon: TrayIconName;
  /** What the rig does; it stays the same while that does. */
  readonly sentence: string;
  /** The sentence with the figure of the moment. */
  readonly toolTip: string;
  readonly action: TrayAction;
}

export interface RigState {
  /** Newest first. */
  readonly runs: readonly Run[];
  readonly profiles: readonly Profile[];
  readonly selectedProfileId: ProfileId | null;
}

/** A reading older than this says nothing about now: miners are asked every two seconds. */
const readingStaleAfterMs = 15_000;

/** States of active runs in the order in which they need a person, worst first. */
const urgency: readonly RunState[] = [
  'backing-off',
  'stopping',
  'starting',
  'warming-up',
  'paused',
  'running',
];

const icons: Readonly<Record<RunState, TrayIconName>> = {
  failed: 'attention',
  'backing-off': 'attention',
  stopping: 'idle',
  starting: 'mining',
  'warming-up': 'mining',
  paused: 'paused',
  running: 'mining',
  stopped: 'idle',
};

/** What the tray shows of a rig: about the run that needs a person most. @param now  epoch ms */
export function trayView({ runs, profiles, selectedProfileId }: RigState, now: number): TrayView {
  const active = runs.filter(({ state }) => state !== 'stopped' && state !== 'failed');
  const action = trayAction(active, profiles, selectedProfileId);
  const worst = active.toSorted((a, b) => urgency.indexOf(a.state) - urgency.indexOf(b.state))[0];
  const run = worst ?? runs[0];
  if (!run) return { icon: 'idle', sentence: 'Not mining', toolTip: 'Not mining', action };
  const sentence =
    run.state === 'running' && active.length > 1
      ? `Mining with ${active.length} miners`
      : sentences[run.state](run);
  const hashrate = totalHashrate(active, now);
  const toolTip = hashrate === null ? sentence : `${sentence} at ${hashrateText(hashrate)}`;
  return { icon: icons[run.state], sentence, toolTip, action };
}

const sentences: Readonly<Record<RunState, (run: Run) => string>> = {
  running: ({ minerName }) => `Mining with ${minerName}`,
  starting: ({ minerName }) => `Starting ${minerName}`,
  'warming-up': ({ minerName }) => `Warming up ${minerName}`,
  stopping: ({ minerName }) => `Stopping ${minerName}`,
  paused: () => 'Paused',
  'backing-off': ({ minerName, reason }) => `Restarting ${minerName}${because(reason)}`,
  failed: ({ minerName, reason }) => `${minerName} failed${because(reason)}`,
  stopped: () => 'Not mining',
};

const because = (reason: string | null): string =>
  reason === null ? '' : `: ${reason.replace(/\.$/, '')}`;

/** H/s; null where no miner tells. */
function totalHashrate(active: readonly Run[], now: number): number | null {
  const known = active.flatMap(({ state, reading }) =>
    state === 'running' && reading && now - reading.at <= readingStaleAfterMs
      ? (reading.hashrate ?? [])
      : [],
  );
  return known.length === 0 ? null : known.reduce((sum, hashrate) => sum + hashrate, 0);
}
