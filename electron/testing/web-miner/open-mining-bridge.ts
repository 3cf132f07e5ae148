import { join, resolve } from 'node:path';
import { systemClock } from '../../base/clock.ts';
import { silentLog } from '../../base/log.ts';
import { RunningBridge } from '../../features/bridge/running-bridge.ts';
import type { BridgeSettings } from '../../features/bridge/settings.ts';
import { loadKernel } from '../../platform/kernels/load-kernel.ts';
import { connectLine } from '../../platform/net/connect-line.ts';
import { listenLines } from '../../platform/net/listen-lines.ts';
import { listen } from '../../platform/net/listen.ts';
import { MemoryPins } from '../../platform/net/pin-store.ts';
import { openPoolSession } from '../../pool-session/open-session.ts';
import { PoolLink } from '../../pool-session/pool-link.ts';
import { testSettings } from '../bridge/test-bridge.ts';
import { startPracticePool, type PracticePool } from '../practice-pool/practice-pool.ts';

const pageFolder = join(resolve(import.meta.dirname, '../../..'), 'out/web-miner');

export interface MiningBridge extends AsyncDisposable {
  readonly bridge: RunningBridge;
  readonly pool: PracticePool;
  /** Where browsers open the page, with a slash at its end. */
  readonly url: string;
}

interface Options {
  readonly settings?: Partial<BridgeSettings>;
  readonly difficulty?: number;
  readonly jobIntervalMs?: number;
}

/** A bridge with its web miner, and a Verus practice pool behind it that checks every share. */
export async function openMiningBridge({
  settings,
  difficulty = 4,
  jobIntervalMs = 3_000,
}: Options = {}): Promise<MiningBridge> {
  await using opening = new AsyncDisposableStack();
  const kernel = await loadKernel('verushash');
  const pool = opening.use(
    await startPracticePool({ dialect: 'verus', kernel, difficulty, jobIntervalMs }),
  );
  const url = `stratum+tcp://${pool.address}`;
  const bridge = opening.use(
    await RunningBridge.open({
      settings: {
        ...testSettings,
        name: 'Home bridge',
        tcp: { ...testSettings.tcp, enabled: false },
        pools: [{ url, user: 'RWallet.rig', password: 'x' }],
        ...settings,
      },
      kernels: { name: `${kernel.backend} ${kernel.path}`, hash: kernel, solutions: null },
      clock: systemClock,
      log: silentLog,
      pageFolder,
      network: {
        listen,
        listenLines,
        certificate: () => Promise.reject(new Error('this test has no certificate')),
      },
      makeLink: (pools, listener) =>
        new PoolLink({
          pools,
          listener,
          clock: systemClock,
          random: Math.random,
          open: (account, options) =>
            openPoolSession(account, {
              ...options,
              dialect: 'verus',
              clock: systemClock,
              userAgent: 'rigwright/test',
              connect: (address, waiting) =>
                connectLine(address, { ...waiting, pins: new MemoryPins() }),
            }),
        }),
    }),
  );
  const opened = opening.move();
  return {
    bridge,
    pool,
    url: bridge.status().webUrl ?? '',
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}
