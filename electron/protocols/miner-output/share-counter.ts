import type { DeviceTable } from './device-table.ts';
import type { LineFacts } from './miner-report.ts';

/** Counts shares of miners that print a line for each, and no sum. */
export class ShareCounter {
  #accepted = 0;
  #rejected = 0;
  readonly #devices: DeviceTable | null;

  /** @param devices  where a share's device gets its own count */
  constructor(devices: DeviceTable | null = null) {
    this.#devices = devices;
  }

  /**
   * @param device  index of the card that found it, where that is said
   * @returns       the sums so far
   */
  add(outcome: 'accepted' | 'rejected', device: number | null = null): LineFacts {
    if (outcome === 'accepted') this.#accepted += 1;
    else this.#rejected += 1;
    if (device === null || !this.#devices) return this.#sums();
    const known = this.#devices.get('gpu', device)?.[outcome] ?? 0;
    this.#devices.update('gpu', device, { [outcome]: known + 1 });
    return { ...this.#sums(), devices: this.#devices.list() };
  }

  /** What the miner itself says counts more than what was seen of it. */
  set(accepted: number | null, rejected: number | null): LineFacts {
    if (accepted !== null) this.#accepted = accepted;
    if (rejected !== null) this.#rejected = rejected;
    return this.#sums();
  }

  #sums(): LineFacts {
    return { accepted: this.#accepted, rejected: this.#rejected, poolConnected: true };
  }
}
