import type { Reading } from '../../../electron/contract/values/reading.ts';
import type { Run } from '../../../electron/contract/values/run.ts';

/** Whether a run still has something to do: everything but the two ends of its life. */
export function isActive({ state }: Run): boolean {
  return state !== 'stopped' && state !== 'failed';
}

/** A reading older than this says nothing about now: miners are asked every two seconds. */
export const readingStaleAfterMs = 15_000;

/** What a run says of itself now, or null where it says nothing (any more). */
export function freshReading(run: Run, now: number): Reading | null {
  if (run.state !== 'running' || run.reading === null) return null;
  return now - run.reading.at <= readingStaleAfterMs ? run.reading : null;
}

/** Hashrate of all runs together, H/s; null where none of them tells. */
export function totalHashrate(runs: readonly Run[], now: number): number | null {
  const known = runs
    .map((run) => freshReading(run, now)?.hashrate ?? null)
    .filter((hashrate) => hashrate !== null);
  return known.length === 0 ? null : known.reduce((sum, hashrate) => sum + hashrate, 0);
}
