import type { Clock } from '../../../base/clock.ts';
import type { Publish } from '../../../base/event-hub.ts';
import type { MinerId } from '../../../contract/values/ids.ts';
import type { InstallJob } from '../../../contract/values/miner.ts';

/** As the contract promises: at most four times a second. */
const periodMs = 250;

/** An installation as others see it: the last state is always told, of those before not every one. */
export class JobTeller {
  readonly #clock: Clock;
  readonly #publish: Publish;
  #job: InstallJob;
  #toldAt = Number.NEGATIVE_INFINITY;
  #cancelTelling: (() => void) | undefined;

  constructor(minerId: MinerId, clock: Clock, publish: Publish) {
    this.#clock = clock;
    this.#publish = publish;
    this.#job = {
      minerId,
      state: 'looking-up',
      version: null,
      asset: null,
      receivedBytes: 0,
      totalBytes: null,
      bytesPerSecond: null,
      attempt: 1,
      startedAt: clock.now(),
      endedAt: null,
      verification: null,
      problem: null,
    };
    this.#tell();
  }

  get job(): InstallJob {
    return this.#job;
  }

  update(change: Partial<InstallJob>): void {
    this.#job = { ...this.#job, ...change };
    const waitMs = this.#toldAt + periodMs - this.#clock.now();
    if (waitMs <= 0) this.#tell();
    else this.#cancelTelling ??= this.#clock.after(waitMs, () => this.#tell());
  }

  end(change: Partial<InstallJob>): void {
    this.#job = { ...this.#job, bytesPerSecond: null, endedAt: this.#clock.now(), ...change };
    this.#tell();
  }

  #tell(): void {
    this.#cancelTelling?.();
    this.#cancelTelling = undefined;
    this.#toldAt = this.#clock.now();
    this.#publish('miners.install', this.#job);
  }
}
