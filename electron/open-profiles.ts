import { hostname } from 'node:os';
import type { Clock } from './base/clock.ts';
import type { EventHub } from './base/event-hub.ts';
import type { Log } from './base/log.ts';
import type { Notify } from './base/notify.ts';
import type { Handlers } from './contract/index.ts';
import type { History } from './features/history/history.ts';
import { ProfileExchange } from './features/profiles/exchange/exchange.ts';
import { profileHandlers } from './features/profiles/handlers.ts';
import type { ProfileParts } from './features/profiles/ports.ts';
import { Profiles } from './features/profiles/profiles.ts';
import { Scheduler } from './features/profiles/schedule/scheduler.ts';
import type { Runs } from './features/runs/runs.ts';

type ProfileOperation = Extract<keyof Handlers, `profiles.${string}`>;

/** The profiles with what calls for them. @throws {StorageError} */
export async function openProfiles(
  parts: Omit<ProfileParts, 'hostName'>,
): Promise<{ profiles: Profiles; handlers: Pick<Handlers, ProfileOperation> }> {
  const profiles = await Profiles.open({ ...parts, hostName: hostname });
  const exchange = new ProfileExchange({ ...parts, profiles });
  return { profiles, handlers: profileHandlers(profiles, exchange) };
}

export interface ScheduleParts {
  readonly profiles: Pick<Profiles, 'list'>;
  readonly runs: Pick<Runs, 'list' | 'start' | 'stop'>;
  readonly history: Pick<History, 'sessions' | 'note'>;
  readonly hub: EventHub;
  readonly clock: Clock;
  readonly notify: Notify;
  readonly log: Log;
}

/** As many as history gives at once: the last run of a profile that has a schedule is among them. */
const sessionsLookedAt = 500;

/** Starts and stops profiles by their schedules until it is disposed of. */
export async function startScheduler(parts: ScheduleParts): Promise<Disposable> {
  const { profiles, runs, history, hub, clock, notify, log } = parts;
  const scheduler = new Scheduler({
    profiles: () => profiles.list(),
    runs,
    lastEnd: (profileId) =>
      history
        .sessions({ limit: sessionsLookedAt })
        .find((session) => session.profileId === profileId && session.endedAt !== null) ?? null,
    note: (runId, kind, text) => history.note({ runId, at: clock.now(), kind, text }),
    clock,
    notify,
    log,
  });
  const end = hub.on('profiles.changed', () => void scheduler.look());
  await scheduler.start();
  return {
    [Symbol.dispose]() {
      end();
      scheduler[Symbol.dispose]();
    },
  };
}
