import { randomInt } from 'node:crypto';
import { createServer, type Socket } from 'node:net';
import { AppError } from '../../base/app-error.ts';
import type { Clock } from '../../base/clock.ts';
import { systemClock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import { silentLog } from '../../base/log.ts';
import type { Kernel } from '../../platform/kernels/kernel.ts';
import { listen } from '../../platform/net/listen.ts';
import { openConnection, type TcpConnection } from '../../platform/net/tcp-connection.ts';
import { addressText } from '../../protocols/stratum/pool-address.ts';
import { ClientSession } from './client-session.ts';
import type { AnyShare, Dialect, PracticeJob } from './dialect.ts';
import { stratum1 } from './dialects/stratum1.ts';
import { verus } from './dialects/verus.ts';
import { ShareCounts, type PracticePoolStats } from './pool-stats.ts';
import { PracticeJobs } from './practice-jobs.ts';
import { Vardiff, type DifficultyRange } from './vardiff.ts';

export interface PracticePoolOptions {
  /** What it speaks: `stratum1` as Bitcoin's pools unless said otherwise. */
  readonly dialect?: PracticePoolDialect;
  /** Checks the shares; of the algorithm that the dialect is for: sha256d, or verushash. */
  readonly kernel: Pick<Kernel, 'hash' | 'prepareJob'>;
  readonly host?: string;
  /** 0 takes a free one. */
  readonly port?: number;
  /** The same for everybody and for ever; without it each client's is adapted to its speed. */
  readonly difficulty?: number;
  /** What a client's difficulty is adapted to. */
  readonly sharesPerMinute?: number;
  readonly jobIntervalMs?: number;
  readonly clock?: Clock;
  readonly log?: Log;
}

export type PracticePoolDialect = 'stratum1' | 'verus';

export interface PracticePool extends AsyncDisposable {
  /** `host:port` where it listens. */
  readonly address: string;
  stats(): PracticePoolStats;
}

/** Every miner of a household, and enough is enough. */
const maxClients = 64;

/** One share in four seconds: often enough to watch, seldom enough to read. */
const usualSharesPerMinute = 15;

/** Given by all dialects: tells a client's work from that of all others. */
const extranonce1Bytes = 4;

/**
 * Starts a pool with real jobs of a network that does not exist: shares are checked as anywhere, and
 * worth nothing.
 *
 * @throws {PortInUseError}
 */
export async function startPracticePool(options: PracticePoolOptions): Promise<PracticePool> {
  const { dialect = 'stratum1', kernel } = options;
  if (dialect === 'verus') return startPool(verus(kernel), options);
  return startPool(stratum1(kernel), options);
}

async function startPool<Job extends PracticeJob, Share extends AnyShare>(
  dialect: Dialect<Job, Share>,
  options: PracticePoolOptions,
): Promise<PracticePool> {
  const { host = '127.0.0.1', port = 0, jobIntervalMs = 30_000 } = options;
  const { clock = systemClock, log = silentLog } = options;
  await using starting = new AsyncDisposableStack();
  const jobs = starting.use(new PracticeJobs((tip, now) => dialect.makeJob(tip, now), clock.now()));
  const counts = new ShareCounts();
  const sessions = new Map<ClientSession<Job, Share>, TcpConnection>();
  // A client that comes again must not be given what another one works on.
  let nextExtranonce1 = randomInt(2 ** 31);

  const server = createServer((socket) => {
    void serve(socket);
  });

  async function serve(socket: Socket): Promise<void> {
    const { remoteAddress = 'client', remotePort = 0 } = socket;
    await using connection = openConnection(socket, `${remoteAddress}:${remotePort}`);
    if (sessions.size >= maxClients) return;
    const session = new ClientSession({
      dialect,
      connection,
      extranonce1: bytesOf(nextExtranonce1),
      jobs,
      counts,
      clock,
      ...difficultyOf(options, dialect.difficulties, clock.now()),
    });
    nextExtranonce1 = (nextExtranonce1 + 1) % 2 ** 32;
    sessions.set(session, connection);
    try {
      await session.run();
    } catch (error) {
      // A broken line, a broken connection: to the pool a client that is gone is gone.
      if (!(error instanceof AppError)) log.error('the practice pool lost a client', { error });
    } finally {
      sessions.delete(session);
    }
  }

  const listeningPort = await listen(server, host, port);
  starting.use(server);
  starting.defer(() => {
    for (const connection of sessions.values()) connection.abort();
  });
  const timers = [
    clock.every(jobIntervalMs, () => {
      const isNewBlock = jobs.next(clock.now());
      for (const session of sessions.keys()) session.sendJob(isNewBlock);
    }),
    clock.every(1_000, () => {
      for (const session of sessions.keys()) session.tick();
    }),
  ];
  for (const stop of timers) starting.defer(stop);
  const kept = starting.move();
  return {
    address: addressText({ host, port: listeningPort }),
    stats: () => counts.toStats(sessions.size),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

function difficultyOf(
  { difficulty, sharesPerMinute = usualSharesPerMinute }: PracticePoolOptions,
  range: DifficultyRange,
  now: number,
): { vardiff: Vardiff | null; difficulty: number } {
  if (difficulty !== undefined) return { vardiff: null, difficulty };
  return { vardiff: new Vardiff(60_000 / sharesPerMinute, range, now), difficulty: range.start };
}

function bytesOf(number: number): Uint8Array {
  const bytes = new Uint8Array(extranonce1Bytes);
  new DataView(bytes.buffer).setUint32(0, number);
  return bytes;
}
