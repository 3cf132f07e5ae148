import type { BridgeStatus } from '../../../electron/contract/values/bridge.ts';
import type { RunningBridge } from '../../../electron/features/bridge/running-bridge.ts';
import { openRealBridge } from '../../../electron/testing/bridge/real-bridge.ts';
import { until } from '../../../electron/testing/until.ts';
import { costNow } from '../bridge/cost.ts';
import { offer } from '../bridge/remote.ts';

let bridge: RunningBridge | undefined;

const opened = (): RunningBridge => {
  if (!bridge) throw new Error('the bridge is not open');
  return bridge;
};

const api = {
  /** @param pool  `host:port` */
  async open(pool: string): Promise<BridgeStatus> {
    const made = await openRealBridge({ pools: [pool] });
    bridge = made;
    await until('the first job', () => made.status().pool.state === 'working');
    return made.status();
  },
  status: (): BridgeStatus => opened().status(),
  cost: costNow,
};

/** The bridge alone, so that what it keeps is not mixed with what is kept of its shares. */
export type SoakedBridgeProcess = typeof api;

offer(api);
