import type { ShareCounts, ShareRejection } from '../../../contract/values/bridge.ts';

/** What became of shares, and how many hashes they took. */
export class Tally {
  #accepted = 0;
  #counted = 0;
  #rejected: Partial<Record<ShareRejection, number>> | undefined;

  get accepted(): number {
    return this.#accepted;
  }

  /** @param byPool  false: good for the client, but below what the pool takes */
  accept(byPool: boolean): void {
    if (byPool) this.#accepted += 1;
    else this.#counted += 1;
  }

  reject(reason: ShareRejection): void {
    this.#rejected ??= {};
    this.#rejected[reason] = (this.#rejected[reason] ?? 0) + 1;
  }

  toCounts(): ShareCounts {
    return {
      accepted: this.#accepted,
      counted: this.#counted,
      rejected: { ...this.#rejected },
    };
  }
}

/** Shares older than this hardly count, ms. */
const memoryMs = 300_000;

/** A hashrate from shares: the newer a share, the more it counts. */
export class ShareRate {
  readonly #since: number;
  #weight = 0;
  #at: number;

  /** @param now  epoch ms, as everywhere here */
  constructor(now: number) {
    this.#since = now;
    this.#at = now;
  }

  /** @param hashes  that the share stands for */
  add(hashes: number, now: number): void {
    this.#weight = this.#weightAt(now) + hashes;
    this.#at = Math.max(this.#at, now);
  }

  /** @returns H/s, averaged over the last minutes or, in the beginning, over what there was */
  perSecond(now: number): number {
    const ageMs = Math.max(now - this.#since, 10_000);
    const windowMs = memoryMs * -Math.expm1(-ageMs / memoryMs);
    return (this.#weightAt(now) * 1_000) / windowMs;
  }

  #weightAt(now: number): number {
    return this.#weight * Math.exp(-Math.max(0, now - this.#at) / memoryMs);
  }
}
