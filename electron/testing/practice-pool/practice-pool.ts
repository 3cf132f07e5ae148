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
import { ShareCounts, type PracticePoolStats } from './pool-stats.ts';
import { extranonceBytes, PracticeJobs } from './practice-jobs.ts';
import { startDifficulty, Vardiff } from './vardiff.ts';

export interface PracticePoolOptions {
  /** Checks the shares. */
  readonly kernel: Pick<Kernel, 'hash'>;
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

export interface PracticePool extends AsyncDisposable {
  /** `host:port` where it listens. */
  readonly address: string;
  stats(): PracticePoolStats;
}

/** Every miner of a household, and enough is enough. */
const maxClients = 64;

/** One share in four seconds: often enough to watch, seldom enough to read. */
const usualSharesPerMinute = 15;

/**
 * Starts a Stratum v1 pool with real SHA-256d jobs of a network that does not exist: shares are
 * checked as anywhere, and worth nothing.
 *
 * @throws {PortInUseError}
 */
export async function startPracticePool(options: PracticePoolOptions): Promise<PracticePool> {
  const { host = '127.0.0.1', port = 0, jobIntervalMs = 30_000 } = options;
  const { clock = systemClock, log = silentLog } = options;
  const jobs = new PracticeJobs(clock.now());
  const counts = new ShareCounts();
  const sessions = new Map<ClientSession, TcpConnection>();
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
      connection,
      extranonce1: bytesOf(nextExtranonce1),
      kernel: options.kernel,
      jobs,
      counts,
      clock,
      ...difficultyOf(options, clock.now()),
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
  const timers = [
    clock.every(jobIntervalMs, () => {
      const isNewBlock = jobs.next(clock.now());
      for (const session of sessions.keys()) session.sendJob(isNewBlock);
    }),
    clock.every(1_000, () => {
      for (const session of sessions.keys()) session.tick();
    }),
  ];
  return {
    address: addressText({ host, port: listeningPort }),
    stats: () => counts.toStats(sessions.size),
    async [Symbol.asyncDispose]() {
      for (const stop of timers) stop();
      for (const connection of sessions.values()) connection.abort();
      await server[Symbol.asyncDispose]();
    },
  };
}

function difficultyOf(
  { difficulty, sharesPerMinute = usualSharesPerMinute }: PracticePoolOptions,
  now: number,
): { vardiff: Vardiff | null; difficulty: number } {
  if (difficulty !== undefined) return { vardiff: null, difficulty };
  const vardiff = new Vardiff(60_000 / sharesPerMinute, startDifficulty, now);
  return { vardiff, difficulty: startDifficulty };
}

function bytesOf(number: number): Uint8Array {
  const bytes = new Uint8Array(extranonceBytes);
  new DataView(bytes.buffer).setUint32(0, number);
  return bytes;
}
