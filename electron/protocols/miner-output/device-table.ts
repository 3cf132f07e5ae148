import { unknownDevice, type DeviceReport } from './miner-report.ts';
import { deviceLimit } from './miner-values.ts';

/** Characters; real names have about 40. */
const nameLimit = 200;

/** What the output of one process said of its devices so far. */
export class DeviceTable {
  readonly #devices = new Map<string, DeviceReport>();

  /** Adds to what is known; nothing where a miner could not have so many devices. */
  update(kind: DeviceReport['kind'], index: number, values: Partial<DeviceReport>): void {
    const known = this.get(kind, index);
    if (!known && (this.#devices.size >= deviceLimit || index >= deviceLimit)) return;
    const { name = null } = values;
    this.#devices.set(`${kind} ${index}`, {
      ...(known ?? unknownDevice(index, kind)),
      ...values,
      ...(name === null ? {} : { name: name.slice(0, nameLimit) }),
    });
  }

  get(kind: DeviceReport['kind'], index: number): DeviceReport | undefined {
    return this.#devices.get(`${kind} ${index}`);
  }

  /** In the order of their index. */
  list(): readonly DeviceReport[] {
    return [...this.#devices.values()].sort(
      (one, other) => one.index - other.index || one.kind.localeCompare(other.kind),
    );
  }
}
