import { deviceLimit } from './miner-values.ts';

/**
 * Numbers devices from 0 in the order in which a miner first names them, as its interface does, whatever
 * it calls them in its output.
 */
export class DevicePlaces {
  readonly #names: string[] = [];

  /** @returns null where a rig could not have so many */
  of(name: string): number | null {
    const known = this.#names.indexOf(name);
    if (known >= 0) return known;
    return this.#names.length < deviceLimit ? this.#names.push(name) - 1 : null;
  }
}
