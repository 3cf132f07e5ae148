import {
  unknownReport,
  type DeviceReport,
  type LineFacts,
  type MinerReport,
} from '../../protocols/miner-output/miner-report.ts';
import { mergeDevices } from './merge-devices.ts';

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

  #devices(now: number): readonly DeviceReport[] {
    const fresh = ({ devices, at }: ToldDevices): readonly DeviceReport[] =>
      now - at > staleMs ? [] : devices;
    return mergeDevices({
      answered: fresh(this.#devicesAnswered),
      printed: fresh(this.#devicesPrinted),
      isPrintedNewer: this.#devicesPrinted.at > this.#devicesAnswered.at,
    });
  }
}

/** What one source said of all devices it knows. */
interface ToldDevices {
  readonly devices: readonly DeviceReport[];
  readonly at: number;
}
