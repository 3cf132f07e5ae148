import { AppError, errorBody } from '../../../base/app-error.ts';
import { Serial } from '../../../base/serial.ts';
import type { ProfileId, RunId } from '../../../contract/values/ids.ts';
import type { Profile, Schedule } from '../../../contract/values/profile.ts';
import type { SchedulerParts } from './ports.ts';
import { isOpen, windowStart } from './schedule.ts';

const minuteMs = 60_000;

type Scheduled = Profile & { readonly schedule: Schedule };

/**
 * Starts profiles when a window of their schedule opens and stops them when it closes. It looks at
 * the clock anew each minute and keeps no appointments, so that sleep and a clock that is set change
 * nothing. A profile is started once in a window: who stops it by hand has stopped it until the next
 * one. What a person started outside a window goes on.
 */
export class Scheduler implements Disposable {
  readonly #parts: SchedulerParts;
  readonly #serial = new Serial();
  /** Beginning of the window in which a profile was last started, or tried. */
  readonly #tried = new Map<ProfileId, number>();
  readonly #started = new Set<RunId>();
  #cancel: (() => void) | undefined;

  constructor(parts: SchedulerParts) {
    this.#parts = parts;
  }

  /** Looks at the clock now, and from now on at the beginning of each minute. */
  start(): Promise<void> {
    this.#wait();
    return this.look();
  }

  /** Does what is due; also to be called after profiles changed. Never throws. */
  look(): Promise<void> {
    return this.#serial.run(() => this.#look());
  }

  [Symbol.dispose](): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #wait(): void {
    const { clock } = this.#parts;
    this.#cancel?.();
    this.#cancel = clock.after(minuteMs - (clock.now() % minuteMs), () => {
      this.#wait();
      void this.look();
    });
  }

  async #look(): Promise<void> {
    const { profiles, clock } = this.#parts;
    const now = new Date(clock.now());
    const scheduled = profiles().filter(
      (profile): profile is Scheduled => profile.schedule !== null,
    );
    this.#forget(scheduled);
    for (const profile of scheduled) {
      const opened = windowStart(profile.schedule, now);
      if (opened) await this.#startOnce(profile, opened.getTime());
      else await this.#stop(profile);
    }
  }

  async #startOnce({ id, name }: Scheduled, openedAt: number): Promise<void> {
    const { runs, note, notify, log } = this.#parts;
    if (this.#tried.get(id) === openedAt || this.#active(id)) return;
    this.#tried.set(id, openedAt);
    if (this.#wasEndedSince(id, openedAt)) return;
    try {
      const run = await runs.start(id);
      this.#started.add(run.id);
      note(run.id, 'start', 'Started by its schedule.');
    } catch (error) {
      if (!(error instanceof AppError)) log.error('a schedule could not start', { error });
      const { code, message, suggestion } = errorBody(error);
      if (code === 'already-running' || code === 'shutting-down') return;
      const text = `“${name}” could not be started by its schedule: ${message}`;
      notify({ severity: 'problem', text, suggestion: suggestion ?? null });
    }
  }

  /** By a person, or because it failed; not by the end of the program. */
  #wasEndedSince(profileId: ProfileId, openedAt: number): boolean {
    const { endedAt, endReason } = this.#parts.lastEnd(profileId) ?? {};
    if (endReason !== 'user' && endReason !== 'failed') return false;
    return (endedAt ?? 0) >= openedAt;
  }

  async #stop({ id, schedule }: Scheduled): Promise<void> {
    const { runs, note, log } = this.#parts;
    const run = this.#active(id);
    if (!run || !(this.#started.has(run.id) || isOpen(schedule, new Date(run.startedAt)))) return;
    try {
      note(run.id, 'stop', 'Stopped by its schedule.');
      await runs.stop(run.id);
    } catch (error) {
      log.warn('a schedule could not stop', { runId: run.id, error });
    }
  }

  #active(profileId: ProfileId) {
    const { runs } = this.#parts;
    return runs.list().find((run) => run.profileId === profileId && run.endedAt === null);
  }

  /** What is gone is not remembered. */
  #forget(scheduled: readonly Scheduled[]): void {
    const profiles = new Set(scheduled.map(({ id }) => id));
    for (const id of this.#tried.keys()) if (!profiles.has(id)) this.#tried.delete(id);
    const runs = new Set(this.#parts.runs.list().map(({ id }) => id));
    for (const id of this.#started) if (!runs.has(id)) this.#started.delete(id);
  }
}
