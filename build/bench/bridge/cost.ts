import { setTimeout as delay } from 'node:timers/promises';

/** What a process has, bytes, and has used, seconds. */
export interface Cost {
  readonly resident: number;
  /** Objects of the program, and what lies beside them: buffers. */
  readonly heap: number;
  readonly processor: number;
}

/** What this process costs at the moment, without its garbage. */
export async function costNow(): Promise<Cost> {
  for (let round = 0; round < 3; round += 1) {
    globalThis.gc?.();
    // Some memory is given back only some time after its last use.
    await delay(200);
  }
  const { rss, heapUsed, external } = process.memoryUsage();
  return { resident: rss, heap: heapUsed + external, processor: processorSeconds() };
}

/** Time of all threads, system included. */
export function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Milliseconds of a clock that all processes of this computer share and that never goes back. */
export function sharedNow(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
