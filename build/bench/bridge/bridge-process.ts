import { systemClock } from '../../../electron/base/clock.ts';
import type { LineConnection } from '../../../electron/base/line-connection.ts';
import { silentLog } from '../../../electron/base/log.ts';
import { BridgeId } from '../../../electron/contract/values/ids.ts';
import { RunningBridge } from '../../../electron/features/bridge/running-bridge.ts';
import type { BridgeSettings } from '../../../electron/features/bridge/settings.ts';
import { loadKernel } from '../../../electron/platform/kernels/load-kernel.ts';
import { connectLine } from '../../../electron/platform/net/connect-line.ts';
import { listenLines } from '../../../electron/platform/net/listen-lines.ts';
import { listen } from '../../../electron/platform/net/listen.ts';
import { MemoryPins } from '../../../electron/platform/net/pin-store.ts';
import type { Connect } from '../../../electron/pool-session/line-connection.ts';
import { openPoolSession } from '../../../electron/pool-session/open-session.ts';
import { PoolLink } from '../../../electron/pool-session/pool-link.ts';
import { until } from '../../../electron/testing/until.ts';
import { costNow, processorSeconds, sharedNow } from './cost.ts';
import { offer } from './remote.ts';
import { clientCount, easiestDifficulty } from './sizes.ts';

const pins = new MemoryPins();
let bridge: RunningBridge | undefined;
let settings: BridgeSettings | undefined;
/** When the pool first said something since a job is expected. */
let heardAt: number | null = null;

const api = {
  /** @param pool  `host:port`  @returns the port for browsers, and what checks shares */
  async open(pool: string): Promise<{ port: number; kernel: string }> {
    const kernel = await loadKernel('verushash');
    const name = `${kernel.backend} ${kernel.path}`;
    settings = settingsFor(pool);
    bridge = await RunningBridge.open({
      settings,
      kernels: { name, hash: kernel, solutions: null },
      network: {
        listen,
        listenLines,
        certificate: () => Promise.reject(new Error('no door with TLS is measured')),
      },
      makeLink: (pools, listener) =>
        new PoolLink({
          pools,
          listener,
          clock: systemClock,
          random: Math.random,
          open: (account, waiting) =>
            openPoolSession(account, {
              ...waiting,
              dialect: 'verus',
              connect,
              clock: systemClock,
              userAgent: 'rigwright/bench',
            }),
        }),
      pageFolder: null,
      clock: systemClock,
      log: silentLog,
    });
    const running = bridge;
    await until('the first job', () => running.status().pool.lastJobAt !== null);
    return { port: Number(new URL(running.status().webUrl ?? '').port), kernel: name };
  },
  cost: costNow,
  processor: processorSeconds,
  expectJob(): void {
    heardAt = null;
  },
  /** When the job that is expected was here. */
  heardAt: (): number | null => heardAt,
  /** Whether shares are to be good for the pool, or only for the client that sends them. */
  async ask(difficulty: 'pool' | 'easiest'): Promise<void> {
    if (!bridge || !settings) throw new Error('the bridge is not open');
    const clientDifficulty = difficulty === 'pool' ? 'pool' : easiestDifficulty;
    await bridge.update({ ...settings, clientDifficulty });
  },
};

/** The bridge, as the program runs it. */
export type BridgeProcess = typeof api;

offer(api);

function settingsFor(pool: string): BridgeSettings {
  const door = { enabled: true, host: '127.0.0.1', port: 0, tls: false };
  return {
    id: BridgeId.parse('bench'),
    name: 'Bench',
    dialect: 'verus',
    algorithm: 'verushash',
    web: door,
    tcp: { ...door, enabled: false },
    workerNames: 'one',
    clientDifficulty: 'pool',
    pools: [{ url: `stratum+tcp://${pool}`, user: 'RBench.rig', password: 'x' }],
    guard: {
      allow: [],
      deny: [],
      origins: [],
      maxClients: 2 * clientCount,
      maxClientsPerAddress: 2 * clientCount,
      maxMessagesPerMinute: 60_000,
      banMinutes: 10,
      password: null,
    },
  };
}

async function connect(...given: Parameters<Connect>): Promise<LineConnection> {
  const [address, waiting] = given;
  const connection = await connectLine(address, { ...waiting, pins });
  return { ...connection, chunks: noting(connection.chunks) };
}

/** A job is on its way to the clients from the moment its bytes are here. */
async function* noting(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    heardAt ??= sharedNow();
    yield chunk;
  }
}
