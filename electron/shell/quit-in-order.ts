import { app, powerMonitor, type Event } from 'electron';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';

/** A miner that ignores every wish to stop is killed well within this; then there is nothing to wait for. */
const stopDeadlineMs = 30_000;

export interface QuitOptions {
  /** Says that the program ends, at once. */
  readonly leave: () => void;
  /** Ends everything that runs. */
  readonly stop: () => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
}

/** However the app is told to quit, what runs is stopped first, within a deadline. */
export function quitInOrder({ leave, stop, clock, log }: QuitOptions): void {
  let isQuitting = false;

  const stopAndExit = async (): Promise<void> => {
    leave();
    clock.after(stopDeadlineMs, () => {
      log.error('stopping took too long');
      app.exit(1);
    });
    try {
      await stop();
      app.exit(0);
    } catch (error) {
      log.error('stopping failed', { error });
      app.exit(1);
    }
  };

  app.on('before-quit', (event) => {
    event.preventDefault();
    if (isQuitting) return;
    isQuitting = true;
    void stopAndExit();
  });
  // The computer shuts down: on Linux it waits for who asks it to.
  powerMonitor.on('shutdown', (event?: Event) => {
    event?.preventDefault();
    app.quit();
  });
}
