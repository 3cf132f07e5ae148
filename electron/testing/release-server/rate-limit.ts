export interface RateLimitOptions {
  readonly limit: number;
  /**
   * Whether an answer of 304 counts as well. GitHub's documentation spares those who log in; who does
   * not has been counted all the same. Source: docs.github.com/rest, "Best practices for using the REST API"
   */
  readonly countsUnchanged?: boolean;
}

/** How many requests an address has left; an hour never passes here. */
export class RateLimit {
  readonly #options: RateLimitOptions;
  #used = 0;

  constructor(options: RateLimitOptions) {
    this.#options = options;
  }

  get remaining(): number {
    return Math.max(0, Math.min(this.#options.limit, 60) - this.#used);
  }

  /** Counts a request. @returns whether it is answered */
  admit({ isUnchanged }: { readonly isUnchanged: boolean }): boolean {
    const { limit, countsUnchanged = false } = this.#options;
    if (isUnchanged && !countsUnchanged) return true;
    if (this.#used >= limit) return false;
    this.#used += 1;
    return true;
  }
}

/** What GitHub tells of the quota of an address that does not log in. */
export function quota(remaining: number, reset = 1_767_323_045): Record<string, string> {
  return {
    'x-ratelimit-limit': '60',
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': String(reset),
    'x-ratelimit-used': String(60 - remaining),
    'x-ratelimit-resource': 'core',
  };
}
