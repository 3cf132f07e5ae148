import type { DeviceReport } from '../../protocols/miner-output/miner-report.ts';

/** The devices of one process as its API and as its output tells them. */
export interface ToldTwice {
  readonly answered: readonly DeviceReport[];
  readonly printed: readonly DeviceReport[];
  /** Whether the output told its ones after the API. */
  readonly isPrintedNewer: boolean;
}

/**
 * One list of both: what was told last counts, and what the other source knows fills its gaps. Some
 * miners count their devices in two ways, so those on one place of the bus are the same one, whatever
 * their numbers; where a place is not told, kind and number decide. The numbers are those of the API.
 */
export function mergeDevices({ answered, printed, isPrintedNewer }: ToldTwice): DeviceReport[] {
  const left = new Set(printed);
  const pairs = new Map<DeviceReport, DeviceReport>();
  for (const isSame of [isOnSameBus, hasSameNumber]) {
    for (const device of answered) {
      const other = pairs.has(device) ? undefined : [...left].find((one) => isSame(device, one));
      if (other === undefined) continue;
      pairs.set(device, other);
      left.delete(other);
    }
  }
  const merged = answered.map((device) => {
    const other = pairs.get(device);
    if (other === undefined) return device;
    const [newer, older] = isPrintedNewer ? [other, device] : [device, other];
    return filled({ ...newer, index: device.index, kind: device.kind }, older);
  });
  const isNumberFree = (one: DeviceReport): boolean =>
    !answered.some(({ kind, index }) => kind === one.kind && index === one.index);
  return [...merged, ...[...left].filter(isNumberFree)].toSorted(
    (one, other) => one.index - other.index || one.kind.localeCompare(other.kind),
  );
}

const isOnSameBus = (one: DeviceReport, other: DeviceReport): boolean =>
  one.busId !== null && one.busId === other.busId;

const hasSameNumber = (one: DeviceReport, other: DeviceReport): boolean =>
  one.kind === other.kind &&
  one.index === other.index &&
  (one.busId === null || other.busId === null);

const filled = (device: DeviceReport, gaps: DeviceReport): DeviceReport => ({
  index: device.index,
  kind: device.kind,
  name: device.name ?? gaps.name,
  busId: device.busId ?? gaps.busId,
  hashrate: device.hashrate ?? gaps.hashrate,
  temperature: device.temperature ?? gaps.temperature,
  memoryTemperature: device.memoryTemperature ?? gaps.memoryTemperature,
  fanPercent: device.fanPercent ?? gaps.fanPercent,
  power: device.power ?? gaps.power,
  accepted: device.accepted ?? gaps.accepted,
  rejected: device.rejected ?? gaps.rejected,
  invalid: device.invalid ?? gaps.invalid,
});
