import type { BridgeBan } from '../../../contract/values/bridge.ts';

/** Bans that are kept; beyond it the one that ends first makes room. */
const maxBans = 1_000;

/** Addresses that are kept out for a time. */
export class Bans {
  readonly #bans = new Map<string, BridgeBan>();

  /** Those that hold now, the newest first. @param now  epoch ms, as everywhere here */
  list(now: number): BridgeBan[] {
    for (const { address, until } of this.#bans.values()) {
      if (until <= now) this.#bans.delete(address);
    }
    return [...this.#bans.values()].toSorted((a, b) => b.since - a.since);
  }

  has(address: string, now: number): boolean {
    const ban = this.#bans.get(address);
    return ban !== undefined && ban.until > now;
  }

  add(ban: BridgeBan): void {
    this.#bans.set(ban.address, ban);
    if (this.#bans.size <= maxBans) return;
    const [first] = [...this.#bans.values()].toSorted((a, b) => a.until - b.until);
    if (first) this.#bans.delete(first.address);
  }

  remove(address: string): void {
    this.#bans.delete(address);
  }
}
