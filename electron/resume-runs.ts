import { errorBody } from './base/app-error.ts';
import type { Notify } from './base/notify.ts';
import type { History } from './features/history/history.ts';
import type { Profiles } from './features/profiles/profiles.ts';
import { mayResume } from './features/profiles/schedule/may-resume.ts';
import type { Runs } from './features/runs/runs.ts';

interface Parts {
  readonly history: Pick<History, 'closeInterrupted' | 'takeResumable' | 'sessions'>;
  readonly profiles: Pick<Profiles, 'list'>;
  readonly runs: Pick<Runs, 'start'>;
  readonly notify: Notify;
  /** Epoch ms. */
  readonly now: number;
  /** A short command that borrows the data folder leaves what was running for the next service. */
  readonly isWanted: boolean;
}

/** As many as history gives at once: what ran at the last end is among them. */
const sessionsLookedAt = 500;

/** Ends in history what the last end of the program left open, and starts again what should go on. */
export async function resumeRuns({
  history,
  profiles,
  runs,
  notify,
  now,
  isWanted,
}: Parts): Promise<void> {
  history.closeInterrupted();
  if (!isWanted) return;
  const wanted = new Set(history.takeResumable());
  const sessions = wanted.size === 0 ? [] : history.sessions({ limit: sessionsLookedAt });
  for (const profile of profiles.list()) {
    const { id, name, resumeAfterRestart } = profile;
    if (!wanted.has(id) || !resumeAfterRestart) continue;
    const last = sessions.find(({ profileId }) => profileId === id);
    if (!mayResume(profile, last?.startedAt ?? null, now)) continue;
    try {
      await runs.start(id);
    } catch (error) {
      const { message, suggestion } = errorBody(error);
      const text = `“${name}” could not be started again: ${message}`;
      notify({ severity: 'problem', text, suggestion: suggestion ?? null });
    }
  }
}
