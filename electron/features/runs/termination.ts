import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { PtyProcess } from './ports.ts';

/** How long a miner may take to end in peace, and after each step that follows. */
const graceMs = 5_000;
const steps = ['interrupt', 'terminate', 'kill'] as const;

/**
 * Ends a process and all its children: asks as Ctrl+C does, then as the system does, then kills,
 * and goes on killing until it is gone. Returns at once; `process.exited` tells the end.
 */
export function endProcess(process: PtyProcess, clock: Clock, log: Log): void {
  let cancel = (): void => undefined;
  let isOver = false;
  const take = (step: number): void => {
    if (isOver) return;
    const kind = steps[step] ?? 'kill';
    if (step > 0) log.warn('a miner did not end when asked', { pid: process.pid, next: kind });
    process.signal(kind).catch((error: unknown) => log.warn('a signal failed', { kind, error }));
    cancel = clock.after(graceMs, () => take(step + 1));
  };
  const finish = async (): Promise<void> => {
    await process.exited;
    isOver = true;
    cancel();
  };
  take(0);
  void finish();
}
