import { cpus } from 'node:os';

/** The kernel counts in steps of 10 ms or more: less than this, of all cores together, is noise. */
const shortestMs = 500;

export interface CpuTimes {
  /** ms of all cores together since the computer started. */
  readonly busy: number;
  readonly total: number;
}

/** Load of all cores since it was last asked, from the system's own counters. */
export class CpuLoad {
  readonly #readTimes: () => CpuTimes | null;
  #last: CpuTimes | null;
  #percent: number | null = null;

  constructor(readTimes: () => CpuTimes | null = cpuTimes) {
    this.#readTimes = readTimes;
    this.#last = readTimes();
  }

  /** @returns percent, null while nothing is known; asked again too soon, the same as before */
  read(): number | null {
    const now = this.#readTimes();
    const last = this.#last;
    if (!now || !last) {
      this.#last = now;
      return (this.#percent = null);
    }
    const total = now.total - last.total;
    // Counters that went down belong to a core that was switched off: a new stretch begins.
    const isNew = total < 0 || now.busy < last.busy;
    if (!isNew && total < shortestMs) return this.#percent;
    this.#last = now;
    this.#percent = isNew ? null : Math.min(100, ((now.busy - last.busy) / total) * 100);
    return this.#percent;
  }
}

/** @returns null where the system does not tell, as some containers */
function cpuTimes(): CpuTimes | null {
  const cores = cpus();
  if (cores.length === 0) return null;
  const sum = { busy: 0, total: 0 };
  for (const { times } of cores) {
    const busy = times.user + times.nice + times.sys + times.irq;
    sum.busy += busy;
    sum.total += busy + times.idle;
  }
  return sum;
}
