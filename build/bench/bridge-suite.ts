import { execFileSync } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import type { BareProcess } from './bridge/bare-process.ts';
import type { BridgeProcess } from './bridge/bridge-process.ts';
import type { ClientsProcess } from './bridge/clients-process.ts';
import type { Cost } from './bridge/cost.ts';
import type { ShareOrder } from './bridge/found-shares.ts';
import type { PoolProcess } from './bridge/pool-process.ts';
import { startRemote, type Remote } from './bridge/remote.ts';
import { clientCount } from './bridge/sizes.ts';
import { atLeast, atMost, figureOf, percentile, type Figure, type Suite } from './report.ts';

/** Jobs that each server sends to all of its clients, in turn with the other, and those before them. */
const rounds = { measured: 50, warmUp: 5 };

/** Shares that every client sends of each kind, after one that only warms up. */
const shareRounds = 5;

/** Further than a client searches for a share, so that none is found twice. */
const nonceStep = 100_000;

/** Where the last search began. */
let nonces = 0;

/** Between two jobs, so that none waits for the one before. */
const pauseMs = 100;

/** Long enough for every silent client to be asked once whether it is there. */
const idleMs = 30_000;

/** Files that a process has open besides its connections. */
const otherFiles = 200;

interface Processes {
  readonly pool: Remote<PoolProcess>;
  readonly bridge: Remote<BridgeProcess>;
  readonly bare: Remote<BareProcess>;
  /** Those of each server in a process of their own: one could not open enough files for all. */
  readonly clients: Remote<ClientsProcess>;
  readonly bareClients: Remote<ClientsProcess>;
}

/** A bridge with ten thousand WebSocket clients, beside a server of `ws` that sends as many bytes. */
export async function bridgeSuite(): Promise<Suite> {
  checkOpenFiles();
  await using closing = new AsyncDisposableStack();
  const file = (name: string): URL => new URL(`./bridge/${name}-process.ts`, import.meta.url);
  const processes: Processes = {
    pool: closing.use(startRemote<PoolProcess>(file('pool'))),
    bridge: closing.use(startRemote<BridgeProcess>(file('bridge'))),
    bare: closing.use(startRemote<BareProcess>(file('bare'))),
    clients: closing.use(startRemote<ClientsProcess>(file('clients'))),
    bareClients: closing.use(startRemote<ClientsProcess>(file('clients'))),
  };
  const { pool, bridge, bare } = processes;
  const { port, kernel } = await bridge.call('open', await pool.call('address'));
  const before = { bridge: await bridge.call('cost'), bare: await bare.call('cost') };
  await processes.clients.call('connect', port, clientCount);
  await processes.bareClients.call('connect', await bare.call('port'), clientCount);
  const { length } = await processes.clients.call('arrival', 1);
  const connected = { bridge: await bridge.call('cost'), bare: await bare.call('cost') };
  const broadcasts = await broadcastFigures(processes, length);
  const after = await bridge.call('cost');
  return {
    name: `bridge: ${clientCount.toLocaleString('en')} WebSocket clients, work of ${length} bytes, ${kernel}`,
    figures: [
      ...memoryFigures('bridge', before.bridge, connected.bridge, atMost(20)),
      ...memoryFigures('bare ws', before.bare, connected.bare),
      ...memoryFigures('bridge, after all jobs', before.bridge, after, atMost(20)),
      ...broadcasts,
      ...(await idleFigures(processes)),
      ...(await shareFigures(processes)),
    ],
  };
}

/** @throws {Error}  where a process may not have a file for each client */
function checkOpenFiles(): void {
  const needed = clientCount + otherFiles;
  const limit = execFileSync('sh', ['-c', 'ulimit -Hn'], { encoding: 'utf8' }).trim();
  if (limit === 'unlimited' || Number(limit) >= needed) return;
  throw new Error(
    `needs ${needed} open files in a process, and ${limit} are allowed: raise ulimit -Hn`,
  );
}

function memoryFigures(
  who: string,
  before: Cost,
  after: Cost,
  goal?: ReturnType<typeof atMost>,
): Figure[] {
  const perClient = (of: 'resident' | 'heap'): number[] => [
    (after[of] - before[of]) / clientCount / 1_000,
  ];
  return [
    figureOf(`${who}: memory of a client (RSS)`, 'kB', perClient('resident'), goal),
    figureOf(`${who}: heap and buffers of a client`, 'kB', perClient('heap'), goal),
  ];
}

async function broadcastFigures(processes: Processes, length: number): Promise<Figure[]> {
  const { pool, bridge, bare, clients, bareClients } = processes;
  const last = { bridge: [] as number[], bare: [] as number[] };
  const middle = { bridge: [] as number[], bare: [] as number[] };
  for (let round = 1; round <= rounds.warmUp + rounds.measured; round += 1) {
    await bridge.call('expectJob');
    await pool.call('nextBlock');
    // The first piece of work came with the connection.
    const atBridge = await clients.call('arrival', round + 1);
    const heardAt = (await bridge.call('heardAt')) ?? Number.NaN;
    await delay(pauseMs);
    const startedAt = await bare.call('broadcast', length);
    const atBare = await bareClients.call('arrival', round);
    await delay(pauseMs);
    if (round <= rounds.warmUp) continue;
    last.bridge.push(atBridge.lastAt - heardAt);
    middle.bridge.push(atBridge.middleAt - heardAt);
    last.bare.push(atBare.lastAt - startedAt);
    middle.bare.push(atBare.middleAt - startedAt);
  }
  const [p50, p99] = [0.5, 0.99];
  const ratio = (share: number): number[] => [
    percentile(last.bridge, share) / percentile(last.bare, share),
  ];
  const at = (values: readonly number[], share: number): number[] => [percentile(values, share)];
  return [
    figureOf('bridge: job to the last client, p50', 'ms', at(last.bridge, p50)),
    figureOf('bridge: job to the last client, p99', 'ms', at(last.bridge, p99), atMost(250)),
    figureOf('bare ws: to the last client, p50', 'ms', at(last.bare, p50)),
    figureOf('bare ws: to the last client, p99', 'ms', at(last.bare, p99)),
    figureOf('  bridge / bare ws, p50', '', ratio(p50)),
    figureOf('  bridge / bare ws, p99', '', ratio(p99), atMost(1.5)),
    figureOf('bridge: job to half of the clients', 'ms', middle.bridge),
    figureOf('bare ws: to half of the clients', 'ms', middle.bare),
  ];
}

async function idleFigures({ bridge, bare }: Processes): Promise<Figure[]> {
  const used = async () => [await bridge.call('processor'), await bare.call('processor')] as const;
  const before = await used();
  await delay(idleMs);
  const after = await used();
  const load = (which: 0 | 1): number[] => [
    ((after[which] - before[which]) / (idleMs / 1_000)) * 100,
  ];
  return [
    figureOf('bridge: processor without jobs and shares', '% of a core', load(0)),
    figureOf('bare ws: processor while nothing is sent', '% of a core', load(1)),
  ];
}

async function shareFigures(processes: Processes): Promise<Figure[]> {
  const { pool, bridge, clients } = processes;
  await clients.call('keepWork');
  await pool.call('nextBlock');
  await clients.call('arrival', rounds.warmUp + rounds.measured + 2);
  const forPool = { isForPool: true, isWhole: false };
  const figures = [
    ...(await shareKind(processes, 'shares checked, sent to the pool and answered', forPool)),
    ...(await shareKind(processes, 'shares with all of their work, the same', {
      ...forPool,
      isWhole: true,
    })),
  ];
  await bridge.call('ask', 'easiest');
  const counted = { isForPool: false, isWhole: false };
  return [
    ...figures,
    ...(await shareKind(processes, 'shares checked, counted and answered', counted)),
  ];
}

async function shareKind(
  processes: Processes,
  name: string,
  kind: Omit<ShareOrder, 'from'>,
): Promise<Figure[]> {
  const speeds: ShareSpeed[] = [];
  for (let round = 0; round <= shareRounds; round += 1) {
    const speed = await measureShares(processes, { ...kind, from: (nonces += nonceStep) });
    if (round > 0) speeds.push(speed);
  }
  const of = (which: keyof ShareSpeed): number[] => speeds.map((speed) => speed[which]);
  return [
    figureOf(name, '/s', of('perSecond'), atLeast(5_000)),
    figureOf('  processor time of the bridge for each', 'µs', of('processorUs')),
  ];
}

interface ShareSpeed {
  readonly perSecond: number;
  readonly processorUs: number;
}

/** @throws {Error}  where a share was refused, or went where it should not */
async function measureShares(
  { pool, bridge, clients }: Processes,
  order: ShareOrder,
): Promise<ShareSpeed> {
  await clients.call('findShares', order);
  const atPool = await pool.call('accepted');
  const before = await bridge.call('processor');
  const { seconds, answered, refusal } = await clients.call('sendShares');
  const used = (await bridge.call('processor')) - before;
  const forwarded = (await pool.call('accepted')) - atPool;
  if (refusal !== null) throw new Error(`a good share was refused: ${refusal}`);
  if (forwarded !== (order.isForPool ? answered : 0)) {
    throw new Error(`the pool took ${forwarded} of ${answered} shares`);
  }
  return { perSecond: answered / seconds, processorUs: (used / answered) * 1e6 };
}
