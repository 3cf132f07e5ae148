import { AppError } from '../base/app-error.ts';
import type { Clock } from '../base/clock.ts';
import { ConnectionError } from '../platform/net/connection-error.ts';
import type { ScanTeam } from './scan-team.ts';
import { HashrateMeter } from './hashrate-meter.ts';
import type { Dialect, PoolWork } from './dialects/dialect.ts';
import type { MinerPool } from './miner-options.ts';
import { PoolRefusedError, PoolSilentError } from './pool-errors.ts';
import type { PoolSession } from './pool-session.ts';
import type { FoundShare } from './scan-messages.ts';
import { ShareResults } from './share-results.ts';
import type { SummaryParts } from './summary.ts';
import type { TerminalLines } from './terminal-lines.ts';

/** How often the speed is printed, and how often it is measured, ms. */
const speedLineMs = 10_000;
const measureMs = 500;

/** Work whose shares the pool still takes; a block has some ten jobs. */
const maxOpenWork = 32;

interface OpenWork extends PoolWork {
  readonly session: PoolSession;
}

/** What is hashed, for whom, and what came of it. */
export class Miner {
  readonly #dialect: Dialect;
  readonly #team: ScanTeam;
  readonly #lines: TerminalLines;
  readonly #clock: Clock;
  readonly #meter = new HashrateMeter();
  readonly #results: ShareResults;
  readonly #startedAt: number;
  readonly #openWork = new Map<number, OpenWork>();
  #nextWorkId = 1;
  #session: PoolSession | null = null;
  #difficulty: number | null = null;
  #failures = 0;
  #paused = false;
  #stopMeasuring: (() => void) | null = null;

  constructor(dialect: Dialect, team: ScanTeam, lines: TerminalLines, clock: Clock) {
    this.#dialect = dialect;
    this.#results = new ShareResults(dialect.hashesPerDifficulty);
    this.#team = team;
    this.#lines = lines;
    this.#clock = clock;
    this.#startedAt = clock.now();
    clock.every(speedLineMs, () => {
      if (this.#stopMeasuring) this.printSpeed();
    });
  }

  /** From now on shares go to this session; null: to none, so nothing is hashed. */
  useSession(session: PoolSession | null): void {
    this.#session = session;
    this.#openWork.clear();
    if (!session) {
      this.#difficulty = null;
      this.#team.order(null);
      this.#updateMeasuring();
      this.#lines.noPools();
      return;
    }
    this.#lines.poolUsed(session.pool.name, session.ip);
    session.onWork((work) => {
      if (this.#session === session) this.#begin({ ...work, session });
    });
  }

  /** @param error  undefined where the pool just closed the connection */
  poolFailed(pool: MinerPool, when: 'opening' | 'open', error: unknown): void {
    this.#failures += 1;
    this.#lines.poolFailed(pool.name, failureText(when, error));
  }

  /** A thread has found a share. It is settled whatever becomes of it. */
  async submit(found: FoundShare): Promise<void> {
    const work = this.#openWork.get(found.workId);
    if (!work) {
      // Its job is over: the pool would only count it as a mistake of ours.
      this.#team.settle(found);
      return;
    }
    const { session, ...rest } = work;
    const { difficulty } = work.aim;
    try {
      const { failure, latencyMs } = await session.submit(rest, found);
      if (failure) {
        this.#results.reject(latencyMs);
        this.#lines.rejected(this.#results, difficulty, latencyMs, failure.message);
      } else {
        this.#results.accept(difficulty, found.difficulty, latencyMs);
        this.#lines.accepted(this.#results, difficulty, latencyMs);
      }
    } catch (error) {
      // The connection has ended, which its session tells.
      if (!(error instanceof AppError)) throw error;
    } finally {
      this.#team.settle(found);
    }
  }

  pause(): void {
    if (this.#paused) return;
    this.#paused = true;
    this.#team.setPaused(true);
    this.#updateMeasuring();
    this.#lines.paused();
  }

  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#team.setPaused(false);
    this.#updateMeasuring();
    this.#lines.resumed();
  }

  printSpeed(): void {
    this.#lines.speed(this.#meter.rates, this.#meter.highest);
  }

  printResults(): void {
    this.#lines.results(this.#results);
  }

  printConnection(): void {
    if (!this.#session) {
      this.#lines.noConnection();
      return;
    }
    const { pool, since } = this.#session;
    const seconds = Math.floor((this.#clock.now() - since) / 1000);
    this.#lines.connection(pool.name, seconds, this.#failures);
  }

  get summary(): Omit<SummaryParts, 'version' | 'userAgent'> {
    const now = this.#clock.now();
    return {
      uptimeMs: now - this.#startedAt,
      algorithm: this.#dialect.algorithm,
      threads: this.#team.threads,
      backend: this.#team.backend,
      kernel: this.#team.path,
      paused: this.#paused,
      session: this.#session,
      difficulty: this.#difficulty,
      failures: this.#failures,
      results: this.#results,
      rates: this.#meter.rates,
      highest: this.#meter.highest,
      now,
    };
  }

  #begin(work: OpenWork): void {
    const { job, extranonce, aim, session } = work;
    if (job.cleanJobs) this.#openWork.clear();
    const id = this.#nextWorkId;
    this.#nextWorkId += 1;
    this.#openWork.set(id, work);
    const [oldest] = this.#openWork.keys();
    if (oldest !== undefined && this.#openWork.size > maxOpenWork) this.#openWork.delete(oldest);
    this.#difficulty = aim.difficulty;
    this.#team.order({ id, job, extranonce, aim });
    this.#updateMeasuring();
    this.#lines.job(session.pool.name, aim.difficulty, this.#dialect.algorithm);
  }

  /** The hashrate is that of the time in which there is something to hash. */
  #updateMeasuring(): void {
    const isHashing = !this.#paused && this.#openWork.size > 0;
    if (isHashing === (this.#stopMeasuring !== null)) return;
    this.#stopMeasuring?.();
    this.#stopMeasuring = null;
    if (!isHashing) return;
    this.#meter.restart(this.#clock.now(), this.#team.totalHashes);
    this.#stopMeasuring = this.#clock.every(measureMs, () =>
      this.#meter.sample(this.#clock.now(), this.#team.totalHashes),
    );
  }
}

/** What went wrong, as XMRig says it. */
function failureText(when: 'opening' | 'open', error: unknown): string {
  if (error instanceof PoolRefusedError) {
    return `error: "${error.failure.message}", code: ${error.failure.code}`;
  }
  const hasReason = error instanceof ConnectionError || error instanceof PoolSilentError;
  const inside = error instanceof AppError ? error.message : 'end of file';
  const reason = hasReason ? error.reason : inside;
  return `${when === 'opening' ? 'connect' : 'read'} error: "${reason}"`;
}
