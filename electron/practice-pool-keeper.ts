import type { Log } from './base/log.ts';
import { practicePoolUrl } from './contract/values/profile.ts';
import { loadKernel } from './platform/kernels/load-kernel.ts';
import { startPracticePool, type PracticePool } from './testing/practice-pool/practice-pool.ts';

/** Runs the practice pool from the first time a profile asks for it until the program ends. */
export class PracticePoolKeeper implements AsyncDisposable {
  readonly #log: Log;
  #pool: Promise<PracticePool> | undefined;
  #address: string | null = null;

  constructor(log: Log) {
    this.#log = log;
  }

  /** `host:port` while it runs. */
  get address(): string | null {
    return this.#address;
  }

  /** Turns the practice pool's name into the address where it listens; leaves others alone. */
  async resolve(url: string): Promise<string> {
    if (url !== practicePoolUrl) return url;
    this.#pool ??= this.#start();
    try {
      const { address } = await this.#pool;
      this.#address = address;
      return `stratum+tcp://${address}`;
    } catch (error) {
      // The next start may find a free port again.
      this.#pool = undefined;
      throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const pool = await this.#pool?.catch(() => undefined);
    await pool?.[Symbol.asyncDispose]();
  }

  async #start(): Promise<PracticePool> {
    return startPracticePool({ kernel: await loadKernel('sha256d'), log: this.#log });
  }
}
