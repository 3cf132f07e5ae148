import { z } from 'zod';
import type { JsonFile } from '../../../base/json-file.ts';
import type { Notify } from '../../../base/notify.ts';
import { Bridge } from '../../../contract/values/bridge.ts';

/** Each has its own doors and its own pool: nobody has a use for more. */
export const maxBridges = 50;

/** A file of another version is not guessed at. */
const File = z.object({ version: z.literal(1), bridges: z.array(z.unknown()) });

/** The bridges on the disk. What could not be used is kept in a copy before it is written over. */
export class BridgeFile {
  readonly #file: JsonFile;
  readonly #notify: Notify;
  #isCopyNeeded = false;

  constructor(file: JsonFile, notify: Notify) {
    this.#file = file;
    this.#notify = notify;
  }

  /** @throws {StorageError} where the file is there and the disk does not give it */
  async read(): Promise<readonly Bridge[]> {
    const found = await this.#file.read();
    if (found === undefined) return [];
    const parsed = File.safeParse(found);
    if (!parsed.success) {
      await this.#file.setAside('holds no list of bridges that this version can read');
      return [];
    }
    const bridges = new Map<string, Bridge>();
    for (const entry of parsed.data.bridges.slice(0, maxBridges)) {
      const { data: bridge } = Bridge.safeParse(entry);
      if (bridge && bridge.pools.length > 0) bridges.set(bridge.id, bridge);
    }
    const lost = parsed.data.bridges.length - bridges.size;
    this.#isCopyNeeded = lost > 0;
    if (lost > 0) {
      this.#notify({
        severity: 'warning',
        text: `${lost} bridges in ${this.#file.name} were left out: they are not complete.`,
        suggestion: `They stay in ${this.#file.name}, and later in a copy beside it: mend them there or make them anew.`,
      });
    }
    return [...bridges.values()];
  }

  /** @throws {StorageError} where it cannot be written; the file is as before */
  async write(bridges: readonly Bridge[]): Promise<void> {
    if (this.#isCopyNeeded) await this.#file.copyAside();
    this.#isCopyNeeded = false;
    await this.#file.write({ version: 1, bridges });
  }
}
