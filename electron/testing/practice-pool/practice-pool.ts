import { AppError } from '../../base/app-error.ts';
import type { Clock } from '../../base/clock.ts';
import { systemClock } from '../../base/clock.ts';
import type { LineConnection } from '../../base/line-connection.ts';
import type { Log } from '../../base/log.ts';
import { silentLog } from '../../base/log.ts';
import { listenLines } from '../../platform/net/listen-lines.ts';
import type { OwnCertificate } from '../../platform/net/own-certificate.ts';
import { ClientBooks } from './client-books.ts';
import { ClientSession } from './client-session.ts';
import type { AnyShare, Dialect, PracticeJob } from './dialect.ts';
import { cryptonote, type CryptonoteOptions } from './dialects/cryptonote.ts';
import { ethproxy } from './dialects/ethproxy.ts';
import { ethstratum } from './dialects/ethstratum.ts';
import { hds, type HdsKernel, type HdsOptions } from './dialects/hds.ts';
import { stratum1, type Stratum1Kernel } from './dialects/stratum1.ts';
import { verus, type VerusKernel } from './dialects/verus.ts';
import { usualMessagesPerSecond } from './message-limit.ts';
import type { PoolEvent } from './pool-event.ts';
import { ShareCounts, type PracticePoolStats } from './pool-stats.ts';
import { PracticeJobs } from './practice-jobs.ts';
import { SeenShares } from './seen-shares.ts';
import { Vardiff, type DifficultyRange } from './vardiff.ts';

/** What a pool speaks, and what checks its shares where something can. */
export type SpokenDialect =
  /** As Bitcoin's pools, or Litecoin's where the kernel is scrypt's. */
  | { readonly dialect?: 'stratum1'; readonly kernel: Stratum1Kernel }
  | { readonly dialect: 'verus'; readonly kernel: VerusKernel }
  | ({ readonly dialect: 'hds'; readonly kernel: HdsKernel } & HdsOptions)
  | ({ readonly dialect: 'cryptonote' } & CryptonoteOptions)
  | { readonly dialect: 'ethproxy' | 'ethstratum' };

export interface PoolOptions {
  readonly host?: string;
  /** 0 takes a free one. */
  readonly port?: number;
  /** With it the pool speaks TLS. */
  readonly tls?: Pick<OwnCertificate, 'key' | 'cert'>;
  /** The same for everybody and for ever; without it each client's is adapted to its speed. */
  readonly difficulty?: number;
  /** What a client's difficulty is adapted to. */
  readonly sharesPerMinute?: number;
  readonly jobIntervalMs?: number;
  /** Connections at once; 64 unless said otherwise. */
  readonly maxClients?: number;
  /** Of one client, on the average; 500 unless said otherwise. */
  readonly messagesPerSecond?: number;
  readonly clock?: Clock;
  readonly log?: Log;
  /** Told of all that happens. */
  readonly onEvent?: (event: PoolEvent) => void;
}

export type PracticePoolOptions = PoolOptions & SpokenDialect;

export type PracticePoolDialect = NonNullable<SpokenDialect['dialect']>;

export interface PracticePool extends AsyncDisposable {
  /** `host:port` where it listens. */
  readonly address: string;
  stats(): PracticePoolStats;
  /** Gives everybody a new job, before its time. @param isNewBlock  so that earlier jobs are over */
  nextJob(isNewBlock?: boolean): void;
}

/** Every miner of a household, and enough is enough. */
const usualMaxClients = 64;

/** One share in four seconds: often enough to watch, seldom enough to read. */
const usualSharesPerMinute = 15;

/**
 * Starts a pool with real jobs of a network that does not exist: shares are checked as anywhere, and
 * worth nothing.
 *
 * @throws {PortInUseError}
 */
export async function startPracticePool(options: PracticePoolOptions): Promise<PracticePool> {
  switch (options.dialect) {
    case 'verus':
      return startPool(verus(options.kernel), options);
    case 'hds':
      return startPool(hds(options.kernel, options), options);
    case 'cryptonote':
      return startPool(cryptonote(options), options);
    case 'ethproxy':
      return startPool(ethproxy(), options);
    case 'ethstratum':
      return startPool(ethstratum(), options);
    case 'stratum1':
    case undefined:
      break;
  }
  return startPool(stratum1(options.kernel), options);
}

async function startPool<Job extends PracticeJob, Share extends AnyShare>(
  dialect: Dialect<Job, Share>,
  options: PoolOptions,
): Promise<PracticePool> {
  const { host = '127.0.0.1', port = 0, jobIntervalMs = 30_000, tls = null } = options;
  const { maxClients: maxConnections = usualMaxClients } = options;
  const { messagesPerSecond = usualMessagesPerSecond } = options;
  const { clock = systemClock, log = silentLog, onEvent = () => undefined } = options;
  await using starting = new AsyncDisposableStack();
  const jobs = starting.use(new PracticeJobs((tip, now) => dialect.makeJob(tip, now), clock.now()));
  const books = new ClientBooks({ dialect, jobs, seen: new SeenShares() });
  const counts = new ShareCounts();
  const sessions = new Set<ClientSession<Job, Share>>();

  async function serve(accepted: LineConnection): Promise<void> {
    await using connection = accepted;
    const session = new ClientSession({
      dialect,
      connection,
      books,
      counts,
      clock,
      messagesPerSecond,
      onEvent,
      ...difficultyOf(options, dialect.difficulties, clock.now()),
    });
    sessions.add(session);
    onEvent({ kind: 'connected', client: connection.name });
    try {
      await session.run();
    } catch (error) {
      // A broken line, a broken connection: to the pool a client that is gone is gone.
      if (!(error instanceof AppError)) log.error('the practice pool lost a client', { error });
    } finally {
      sessions.delete(session);
      onEvent({ kind: 'left', client: connection.name });
    }
  }

  function nextJob(isWanted = false): void {
    const isNewBlock = jobs.next(clock.now(), isWanted);
    if (isNewBlock) onEvent({ kind: 'block', height: jobs.current.tip.height });
    for (const session of sessions) session.sendJob(isNewBlock);
  }

  const onConnection = (connection: LineConnection): void => void serve(connection);
  const door = { host, port, certificate: tls, maxConnections, onConnection };
  const server = starting.use(await listenLines(door));
  const timers = [
    clock.every(jobIntervalMs, () => nextJob()),
    clock.every(1_000, () => {
      for (const session of sessions) session.tick();
    }),
  ];
  for (const stop of timers) starting.defer(stop);
  const kept = starting.move();
  return {
    address: server.address,
    stats: () => counts.toStats(sessions.size, dialect.checkedWith),
    nextJob,
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

function difficultyOf(
  { difficulty, sharesPerMinute = usualSharesPerMinute }: PoolOptions,
  range: DifficultyRange,
  now: number,
): { vardiff: Vardiff | null; difficulty: number } {
  if (difficulty !== undefined) return { vardiff: null, difficulty };
  return { vardiff: new Vardiff(60_000 / sharesPerMinute, range, now), difficulty: range.start };
}
