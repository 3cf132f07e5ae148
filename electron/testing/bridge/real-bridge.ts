import { linkMaker, loadShareKernels } from '../../bridge-parts.ts';
import { systemClock, type Clock } from '../../base/clock.ts';
import { silentLog, type Log } from '../../base/log.ts';
import { RunningBridge } from '../../features/bridge/running-bridge.ts';
import type { BridgeSettings } from '../../features/bridge/settings.ts';
import { connectLine } from '../../platform/net/connect-line.ts';
import { listenLines } from '../../platform/net/listen-lines.ts';
import { listen } from '../../platform/net/listen.ts';
import { MemoryPins } from '../../platform/net/pin-store.ts';
import { testSettings } from './test-bridge.ts';

interface Options {
  /** `host:port` of Verus pools, in order of preference. */
  readonly pools: readonly string[];
  readonly settings?: Partial<BridgeSettings>;
  readonly clock?: Clock;
  readonly log?: Log;
}

/** A bridge as the program runs it, with open doors and a real network on both sides. */
export async function openRealBridge(options: Options): Promise<RunningBridge> {
  const { pools, settings, clock = systemClock, log = silentLog } = options;
  const pins = new MemoryPins();
  const makeLink = linkMaker({
    connect: (address, waiting) => connectLine(address, { ...waiting, pins }),
    clock,
    userAgent: 'rigwright/test',
  });
  return RunningBridge.open({
    settings: {
      ...testSettings,
      pools: pools.map((pool) => ({
        url: `stratum+tcp://${pool}`,
        user: 'RWallet.rig',
        password: 'x',
      })),
      ...settings,
    },
    kernels: await loadShareKernels('verushash'),
    network: {
      listen,
      listenLines,
      certificate: () => Promise.reject(new Error('this bridge has no certificate')),
    },
    makeLink: (accounts, listener) => makeLink('verus', accounts, listener),
    pageFolder: null,
    clock,
    log,
  });
}
