import { errorBody } from './base/app-error.ts';
import type { Notify } from './base/notify.ts';
import type { History } from './features/history/history.ts';
import type { Profiles } from './features/profiles/profiles.ts';
import type { Runs } from './features/runs/runs.ts';

interface Parts {
  readonly history: Pick<History, 'closeInterrupted' | 'takeResumable'>;
  readonly profiles: Pick<Profiles, 'list'>;
  readonly runs: Pick<Runs, 'start'>;
  readonly notify: Notify;
  /** A short command that borrows the data folder leaves what was running for the next service. */
  readonly isWanted: boolean;
}

/** Ends in history what the last end of the program left open, and starts again what should go on. */
export async function resumeRuns({
  history,
  profiles,
  runs,
  notify,
  isWanted,
}: Parts): Promise<void> {
  history.closeInterrupted();
  if (!isWanted) return;
  const wanted = new Set(history.takeResumable());
  for (const { id, name, resumeAfterRestart } of profiles.list()) {
    if (!wanted.has(id) || !resumeAfterRestart) continue;
    try {
      await runs.start(id);
    } catch (error) {
      const { message, suggestion } = errorBody(error);
      const text = `“${name}” could not be started again: ${message}`;
      notify({ severity: 'problem', text, suggestion: suggestion ?? null });
    }
  }
}
