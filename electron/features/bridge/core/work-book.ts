import { jobIdOf } from '../../../pool-session/job-id.ts';
import type { Work } from './work.ts';

/** How long shares of a job are taken after it came, as long as no newer one ends it, ms. */
export const workLifeMs = 300_000;

/** More jobs than pools send in that time. */
const maxOpen = 64;

/** Keys of jobs that are over, so that their shares are told from those of jobs that never were. */
const maxClosed = 1_000;

/** The jobs that shares may come for. */
export class WorkBook implements Disposable {
  /** Oldest first. */
  readonly #open = new Map<string, Work>();
  readonly #closed = new Set<string>();
  #current: Work | null = null;

  /** The newest; null where there is none, or the pool has been gone too long for it. */
  get current(): Work | null {
    return this.#current;
  }

  get size(): number {
    return this.#open.size;
  }

  /** Opens a job, and closes those it ends. */
  add(work: Work): void {
    if (work.clean) this.closeAll();
    this.#open.set(work.key, work);
    this.#current = work;
    this.expire(work.openedAt, true);
    for (const oldest of this.#open.values()) {
      if (this.#open.size <= maxOpen) break;
      this.#close(oldest);
    }
  }

  find(key: string): Work | 'stale' | undefined {
    return this.#open.get(key) ?? (this.#closed.has(key) ? 'stale' : undefined);
  }

  /**
   * Closes what is too old.
   *
   * @param now             epoch ms
   * @param isCurrentGood   whether the pool is there, so that its newest job holds however old it is
   */
  expire(now: number, isCurrentGood: boolean): void {
    for (const work of this.#open.values()) {
      if (now - work.openedAt < workLifeMs || (isCurrentGood && work === this.#current)) break;
      this.#close(work);
    }
  }

  /**
   * Closes what the pool has taken back.
   *
   * @param jobId  as the pool calls it
   * @returns      what was closed
   */
  cancel(jobId: string): Work[] {
    const cancelled = [...this.#open.values()].filter(({ job }) => jobIdOf(job) === jobId);
    for (const work of cancelled) this.#close(work);
    return cancelled;
  }

  closeAll(): void {
    for (const work of this.#open.values()) this.#close(work);
  }

  [Symbol.dispose](): void {
    this.closeAll();
  }

  #close(work: Work): void {
    this.#open.delete(work.key);
    if (this.#current === work) this.#current = null;
    this.#closed.add(work.key);
    for (const oldest of this.#closed) {
      if (this.#closed.size <= maxClosed) break;
      this.#closed.delete(oldest);
    }
    work[Symbol.dispose]();
  }
}
