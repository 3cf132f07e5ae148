import type { Clock } from '../../../base/clock.ts';
import type { Log } from '../../../base/log.ts';
import type { Sql } from '../../../base/sql.ts';
import { StorageError } from '../../../base/storage-error.ts';
import type { HistoryPoint } from '../../../contract/values/history.ts';
import type { BridgeId } from '../../../contract/values/ids.ts';
import type { SettledShare } from '../core/share-desk.ts';
import { bucketLength, intervalStart, minuteMs } from './buckets.ts';
import {
  addMinute,
  pointsOf,
  pruneMinutes,
  workersOf,
  type WorkerMinute,
  type WorkerSummary,
} from './minute-rows.ts';
import { RunningTime } from './running-time.ts';

/** Workers of one bridge that are written down each minute, those who did the most first. */
const maxWorkers = 500;

/** How often a pruning looks whether there is more, ms, and how often it begins. */
const pruneMs = { rest: 200, period: 3_600_000 };

const dayMs = 86_400_000;

interface BridgeHistoryParts {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly retentionDays: () => number;
  readonly log: Log;
}

/** What the workers of bridges did, minute by minute, in the database. */
export class BridgeHistory implements Disposable {
  readonly #parts: BridgeHistoryParts;
  /** The minute that is not written yet, by bridge and worker. */
  readonly #minutes = new Map<BridgeId, Map<string, WorkerMinute>>();
  readonly #time = new RunningTime();
  readonly #timers: (() => void)[];
  #minute: number;
  #cancelNext: () => void = () => undefined;

  constructor(parts: BridgeHistoryParts) {
    const { clock } = parts;
    this.#parts = parts;
    this.#minute = intervalStart(clock.now(), minuteMs);
    this.#timers = [
      clock.every(1_000, () => this.#tick()),
      clock.every(pruneMs.period, () => this.#prune()),
    ];
  }

  /** A bridge has begun. @param isRunning  asked every second */
  running(bridgeId: BridgeId, isRunning: () => boolean): void {
    this.#time.begin(bridgeId, isRunning, this.#parts.clock.now());
  }

  add(bridgeId: BridgeId, { client, refusal, hashes }: SettledShare): void {
    const workers = this.#minutes.get(bridgeId) ?? new Map<string, WorkerMinute>();
    this.#minutes.set(bridgeId, workers);
    const name = client.worker ?? client.id;
    const now = this.#parts.clock.now();
    const before = workers.get(name);
    workers.set(name, {
      hashes: (before?.hashes ?? 0) + hashes,
      accepted: (before?.accepted ?? 0) + (refusal ? 0 : 1),
      rejected: (before?.rejected ?? 0) + (refusal ? 1 : 0),
      lastShareAt: refusal ? (before?.lastShareAt ?? null) : now,
    });
  }

  /** Writes down what there is of the minute. What the disk does not take is lost. */
  flush(): void {
    const { sql, log } = this.#parts;
    const at = this.#minute;
    const times = this.#time.take();
    try {
      sql.transaction(() => {
        for (const [bridgeId, ranMs] of times) {
          const workers = this.#minutes.get(bridgeId) ?? new Map<string, WorkerMinute>();
          const most = [...workers].toSorted(([, a], [, b]) => b.hashes - a.hashes);
          if (ranMs === 0 && workers.size === 0) continue;
          addMinute(sql, { bridgeId, at, ranMs }, most.slice(0, maxWorkers), [...workers.values()]);
        }
      });
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      log.warn('the history of bridges cannot be saved', { error });
    }
    this.#minutes.clear();
  }

  /**
   * Hashrate of a bridge, or of one of its workers. Minutes in which it did not run are gaps.
   *
   * @throws {StorageError} where the database cannot be read, as below
   */
  points(
    bridgeId: BridgeId,
    window: { readonly from: number; readonly to: number; readonly maxPoints: number },
    worker: string | undefined,
  ): { readonly bucketMs: number; readonly points: HistoryPoint[] } {
    const bucketMs = bucketLength(window);
    return { bucketMs, points: pointsOf(this.#parts.sql, bridgeId, window, bucketMs, worker) };
  }

  /** Those who did something in a window, those who did the most first. */
  workers(
    bridgeId: BridgeId,
    window: { readonly from: number; readonly to: number },
  ): WorkerSummary[] {
    return workersOf(this.#parts.sql, bridgeId, window);
  }

  [Symbol.dispose](): void {
    for (const cancel of this.#timers) cancel();
    this.#time.count(this.#parts.clock.now());
    this.#cancelNext();
    this.flush();
  }

  #tick(): void {
    const now = this.#parts.clock.now();
    this.#time.count(now);
    const minute = intervalStart(now, minuteMs);
    if (minute === this.#minute) return;
    this.flush();
    this.#minute = minute;
  }

  #prune(): void {
    const { sql, clock, retentionDays, log } = this.#parts;
    this.#cancelNext();
    try {
      if (!pruneMinutes(sql, clock.now() - retentionDays() * dayMs)) return;
      this.#cancelNext = clock.after(pruneMs.rest, () => this.#prune());
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      log.warn('old history of bridges could not be removed', { error });
    }
  }
}
