import { z } from 'zod';
import type { JsonFile } from '../../base/json-file.ts';
import { maxPins, MemoryPins, type PinStore } from './pin-store.ts';

const Pins = z.object({
  version: z.literal(1),
  pins: z
    .array(
      z.object({
        host: z.string().min(1).max(300),
        fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    )
    .max(maxPins),
});

/** Remembers in a file. */
export class PinFile implements PinStore {
  readonly howToForget: string;
  readonly #file: JsonFile;
  readonly #pins: MemoryPins;
  readonly #onError: (error: unknown) => void;

  private constructor(file: JsonFile, pins: MemoryPins, onError: (error: unknown) => void) {
    this.#file = file;
    this.#pins = pins;
    this.#onError = onError;
    this.howToForget = `Remove it from the file ${file.name} in the data folder and start Rigwright again`;
  }

  /**
   * @param onError  told where the file cannot be written; what it should hold is known until the
   *                 program ends
   * @throws {StorageError}  where the file cannot be read
   */
  static async open(file: JsonFile, onError: (error: unknown) => void): Promise<PinFile> {
    const stored = await file.read();
    const parsed = Pins.safeParse(stored);
    if (stored !== undefined && !parsed.success) {
      await file.setAside('has no list of certificates');
    }
    const known = parsed.data?.pins ?? [];
    const pins = new MemoryPins(known.map(({ host, fingerprint }) => [host, fingerprint]));
    return new PinFile(file, pins, onError);
  }

  get(hostPort: string): string | undefined {
    return this.#pins.get(hostPort);
  }

  set(hostPort: string, fingerprint: string): void {
    this.#pins.set(hostPort, fingerprint);
    const pins = this.#pins.entries().map(([host, fingerprint]) => ({ host, fingerprint }));
    this.#file.write({ version: 1, pins }).catch(this.#onError);
  }
}
