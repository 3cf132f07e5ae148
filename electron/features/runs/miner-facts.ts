import {
  unknownReport,
  type DeviceReport,
  type LineFacts,
  type MinerReport,
} from '../../protocols/miner-output/miner-report.ts';

/**
 * A printed hashrate, or what was said of a device, tells nothing about now any more. XMRig prints
 * one a minute, miners for graphics cards every half.
 */
const staleMs = 150_000;

/** A reading older than this looks as if nothing were known, so what still holds is told again. */
const repeatMs = 8_000;

/** What is known of a process at one moment. Times are epoch ms. */
export interface KnownFacts {
  readonly report: MinerReport;
  /** When its `paused` was true. */
  readonly pausedAt: number;
}

/** What one process told of itself, by its API and by its output. */
export class MinerFacts {
  #printed: LineFacts = {};
  #hasNews = false;
  #hashrateAt = 0;
  #pausedAt = 0;
  #devicesPrinted: ToldDevices = { devices: [], at: 0 };
  #devicesAnswered: ToldDevices = { devices: [], at: 0 };
  #toldAt = 0;

  /** A line of output said this. */
  printed(facts: LineFacts, now: number): void {
    if (Object.keys(facts).length === 0) return;
    this.#hasNews = true;
    this.#printed = { ...this.#printed, ...facts };
    if ('hashrate' in facts) this.#hashrateAt = now;
    if ('paused' in facts) this.#pausedAt = now;
    if (facts.devices) this.#devicesPrinted = { devices: facts.devices, at: now };
  }

  /** What the API says, and what the output says where the API says nothing. */
  answered(report: MinerReport, askedAt: number, now: number): KnownFacts {
    this.#toldAt = now;
    if (report.devices.length > 0) {
      this.#devicesAnswered = { devices: report.devices, at: now };
    }
    const printed = this.#output(now);
    const poolConnected = report.poolConnected ?? printed.poolConnected;
    // Without a pool, what was printed of it before is over.
    const ofPool = poolConnected === false ? unknownReport : printed;
    return {
      report: {
        hashrate: report.hashrate ?? printed.hashrate,
        accepted: report.accepted ?? printed.accepted,
        rejected: report.rejected ?? printed.rejected,
        invalid: report.invalid ?? printed.invalid,
        difficulty: report.difficulty ?? ofPool.difficulty,
        threads: report.threads ?? printed.threads,
        poolConnected,
        poolLatencyMs: report.poolLatencyMs ?? ofPool.poolLatencyMs,
        paused: report.paused ?? printed.paused,
        uptimeMs: report.uptimeMs ?? printed.uptimeMs,
        devices: printed.devices,
      },
      pausedAt: report.paused === null ? this.#pausedAt : askedAt,
    };
  }

  /**
   * What the output says; null where it said nothing since this was asked last. A hashrate that still
   * holds is told now and then all the same: many miners print one a minute.
   */
  news(now: number): KnownFacts | null {
    const report = this.#output(now);
    const isDue = report.hashrate !== null && now - this.#toldAt >= repeatMs;
    if (!this.#hasNews && !isDue) return null;
    this.#hasNews = false;
    this.#toldAt = now;
    return { report, pausedAt: this.#pausedAt };
  }

  #output(now: number): MinerReport {
    return {
      ...unknownReport,
      ...this.#printed,
      ...(now - this.#hashrateAt > staleMs && { hashrate: null }),
      devices: this.#devices(now),
    };
  }

  /** What was told last counts, and what the other source knows fills its gaps. */
  #devices(now: number): readonly DeviceReport[] {
    const [last, other] = [this.#devicesAnswered, this.#devicesPrinted]
      .map(({ devices, at }) => ({ devices: now - at > staleMs ? [] : devices, at }))
      .toSorted((one, another) => another.at - one.at)
      .map(({ devices }) => devices);
    return filled(last ?? [], other ?? []);
  }
}

/** What one source said of all devices it knows. */
interface ToldDevices {
  readonly devices: readonly DeviceReport[];
  readonly at: number;
}

function filled(
  known: readonly DeviceReport[],
  gaps: readonly DeviceReport[],
): readonly DeviceReport[] {
  const byIndex = new Map(gaps.map((device) => [device.index, device]));
  for (const device of known) {
    const other = byIndex.get(device.index);
    byIndex.set(device.index, other ? filledDevice(device, other) : device);
  }
  return [...byIndex.values()].toSorted((one, other) => one.index - other.index);
}

const filledDevice = (device: DeviceReport, gaps: DeviceReport): DeviceReport => ({
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
