import { setTimeout as delay } from 'node:timers/promises';

/** How often a condition is looked at, ms. */
const periodMs = 20;

/**
 * Waits for something real (a process gone, a file written) to become true.
 *
 * @param what        what is waited for, as the error names it: 'the miner to end'
 * @param condition   looked at every 20 ms; any truthy answer ends the wait
 * @param deadlineMs  how long it may take
 * @returns           the truthy answer of the condition
 * @throws {Error}    naming `what` when the deadline passes
 */
export async function until<Result>(
  what: string,
  condition: () => Result | Promise<Result>,
  deadlineMs = 10_000,
): Promise<Exclude<Awaited<Result>, false | null | undefined | 0 | ''>> {
  const end = performance.now() + deadlineMs;
  for (;;) {
    const result = await condition();
    if (result) return result as Exclude<Awaited<Result>, false | null | undefined | 0 | ''>;
    if (performance.now() >= end) throw new Error(`waited ${deadlineMs} ms for ${what}`);
    await delay(periodMs);
  }
}
