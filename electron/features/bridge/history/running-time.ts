import type { BridgeId } from '../../../contract/values/ids.ts';
import { minuteMs } from './buckets.ts';

/** Time is counted about once a second; more than this between two times means the computer slept. */
const sleptMs = 10_000;

interface Running {
  isRunning: () => boolean;
  /** Within the present minute. */
  ranMs: number;
  countedTo: number;
}

/** For how much of the present minute each bridge ran. */
export class RunningTime {
  readonly #bridges = new Map<BridgeId, Running>();

  /** A bridge has begun, maybe again. @param isRunning  asked each time that time is counted */
  begin(bridgeId: BridgeId, isRunning: () => boolean, now: number): void {
    const ranMs = this.#bridges.get(bridgeId)?.ranMs ?? 0;
    this.#bridges.set(bridgeId, { isRunning, ranMs, countedTo: now });
  }

  /** To be called about once a second. */
  count(now: number): void {
    for (const bridge of this.#bridges.values()) {
      const passedMs = now - bridge.countedTo;
      bridge.countedTo = now;
      if (passedMs <= 0 || passedMs > sleptMs || !bridge.isRunning()) continue;
      bridge.ranMs = Math.min(minuteMs, bridge.ranMs + passedMs);
    }
  }

  /** Ends the minute. @returns how long each bridge ran in it; bridges that have ended are forgotten */
  take(): ReadonlyMap<BridgeId, number> {
    const taken = new Map<BridgeId, number>();
    for (const [bridgeId, bridge] of this.#bridges) {
      taken.set(bridgeId, bridge.ranMs);
      bridge.ranMs = 0;
      if (!bridge.isRunning()) this.#bridges.delete(bridgeId);
    }
    return taken;
  }
}
