import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readNumber, readSmallFile } from './small-file.ts';

/** Shorter stretches are dominated by the counter's own steps, ms. */
const shortestMs = 200;

interface Energy {
  /** Monotonic ms. */
  readonly at: number;
  /** µJ since some time in the past, by processor package. */
  readonly packages: ReadonlyMap<string, number>;
}

/**
 * Power of all processor packages since it was last asked, from the energy counters that Linux has
 * for Intel and AMD processors (https://docs.kernel.org/power/powercap/powercap.html). Most systems
 * let only root read them.
 */
export class PackagePower {
  readonly #folder: string;
  readonly #now: () => number;
  #last: Energy | null = null;
  #watts: number | null = null;

  /**
   * @param folder  the kernel's powercap folder
   * @param now     monotonic ms: power must not depend on a clock that is set
   */
  constructor(folder = '/sys/class/powercap', now: () => number = () => performance.now()) {
    this.#folder = folder;
    this.#now = now;
  }

  /** @returns watts, null where they are not known or not yet */
  async read(): Promise<number | null> {
    const last = this.#last;
    if (last && this.#now() - last.at < shortestMs) return this.#watts;
    const energy = await this.#readEnergy();
    this.#last = energy;
    this.#watts = last && energy ? await this.#wattsBetween(last, energy) : null;
    return this.#watts;
  }

  async #readEnergy(): Promise<Energy | null> {
    const packages = new Map<string, number>();
    for (const name of await this.#packageNames()) {
      const microjoules = await readNumber(join(this.#folder, name, 'energy_uj'));
      if (microjoules === null) return null;
      packages.set(name, microjoules);
    }
    return packages.size === 0 ? null : { at: this.#now(), packages };
  }

  /** `intel-rapl:0` and so on; `intel-rapl:0:0` is a part of it, and `psys` is the whole computer. */
  async #packageNames(): Promise<string[]> {
    const names = await readdir(this.#folder).catch(() => []);
    const packages: string[] = [];
    for (const name of names.filter((name) => /^intel-rapl:\d+$/.test(name))) {
      const label = await readSmallFile(join(this.#folder, name, 'name'));
      if (label?.startsWith('package') === true) packages.push(name);
    }
    return packages;
  }

  async #wattsBetween(before: Energy, after: Energy): Promise<number | null> {
    let microjoules = 0;
    for (const [name, end] of after.packages) {
      const start = before.packages.get(name);
      if (start === undefined) return null;
      const range = end >= start ? 0 : await this.#range(name);
      if (range === null) return null;
      microjoules += end - start + range;
    }
    return microjoules > 0 ? microjoules / 1_000 / (after.at - before.at) : null;
  }

  /** µJ after which a counter begins again at 0. */
  #range(name: string): Promise<number | null> {
    return readNumber(join(this.#folder, name, 'max_energy_range_uj'));
  }
}
