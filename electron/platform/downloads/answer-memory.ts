import { unaskedError } from './answer-error.ts';
import { fetchAnswer, type FetchedAnswer, type FetchOptions } from './fetch-text.ts';

interface Remembered {
  readonly etag: string;
  readonly bytes: Buffer;
  /** Epoch ms. */
  readonly at: number;
  /** How long the server says that nobody has to ask again, ms. */
  readonly freshMs: number;
}

export interface AnswerMemoryOptions {
  /** Epoch ms. */
  readonly now: () => number;
  /** Addresses that are remembered; the oldest makes room. */
  readonly most?: number;
  /** Of all answers together. */
  readonly mostBytes?: number;
}

/** Twice the miners there are: of each a list, and a release or two for those that are installed. */
const usualMost = 32;
const usualMostBytes = 16 * 1024 * 1024;

/** GitHub says a minute; a list that somebody wants to keep for longer is asked for all the same. */
const longestFreshMs = 60_000;

/** Longer ones than any server sends are not sent back. */
const etagPattern = /^(?:W\/)?"[\x21\x23-\x7e]{1,200}"$/;

/**
 * Fetches what changes seldom, and asks only whether it changed: with the ETag that the server gave
 * (RFC 9110, "If-None-Match"), and not at all while the server says that the answer still holds.
 * A server that gives no ETag is asked as if nothing were remembered.
 *
 * GitHub counts no request that it answers with "not modified", but says so only of those that log in.
 * For the others the minute is what spares requests, and the rest at least spares the bytes.
 * Source: docs.github.com/rest, "Best practices for using the REST API"
 */
export class AnswerMemory {
  readonly #now: () => number;
  readonly #most: number;
  readonly #mostBytes: number;
  /** By address, the oldest first. */
  readonly #answers = new Map<string, Remembered>();

  constructor({ now, most = usualMost, mostBytes = usualMostBytes }: AnswerMemoryOptions) {
    this.#now = now;
    this.#most = most;
    this.#mostBytes = mostBytes;
  }

  /**
   * @param url      https or http; whoever asks for it has to do so with the same headers each time
   * @returns        not to be changed: the next one gets the same
   * @throws {AppError}  as `fetchBytes` does
   */
  async fetch(url: string, options: FetchOptions): Promise<Uint8Array> {
    const known = this.#answers.get(url);
    if (known && this.#isFresh(known)) return known.bytes;
    const condition = known && { 'if-none-match': known.etag };
    const answer = await fetchAnswer(url, {
      ...options,
      headers: { ...options.headers, ...condition },
    });
    if (answer.status !== 304) {
      this.#remember(url, answer.headers, answer.bytes);
      return answer.bytes;
    }
    if (!known || !isSame(answer.headers.etag ?? known.etag, known.etag)) {
      this.#answers.delete(url);
      throw unaskedError(answer.server);
    }
    this.#remember(url, { ...answer.headers, etag: known.etag }, known.bytes);
    return known.bytes;
  }

  /** A clock that was set back makes nothing fresh again. */
  #isFresh({ at, freshMs }: Remembered): boolean {
    const age = this.#now() - at;
    return age >= 0 && age < freshMs;
  }

  #remember(url: string, headers: FetchedAnswer['headers'], bytes: Buffer): void {
    this.#answers.delete(url);
    const { etag } = headers;
    const cacheControl = headers['cache-control'] ?? '';
    if (etag === undefined || !etagPattern.test(etag)) return;
    if (/\bno-store\b/i.test(cacheControl) || bytes.length > this.#mostBytes) return;
    const at = this.#now();
    this.#answers.set(url, { etag, bytes, at, freshMs: freshMs(cacheControl) });
    let total = 0;
    for (const answer of this.#answers.values()) total += answer.bytes.length;
    for (const [oldest, answer] of this.#answers) {
      if (this.#answers.size <= this.#most && total <= this.#mostBytes) return;
      this.#answers.delete(oldest);
      total -= answer.bytes.length;
    }
  }
}

/** Weakly, as this condition is compared: one of them may have been packed on its way. */
function isSame(one: string, other: string): boolean {
  const plain = (etag: string): string => etag.replace(/^W\//, '');
  return plain(one) === plain(other);
}

/** From the `cache-control` of an answer. Source: RFC 9111 */
function freshMs(cacheControl: string): number {
  if (/\bno-cache\b/i.test(cacheControl)) return 0;
  const seconds = /(?:^|[\s,])max-age=(\d{1,9})(?:$|[\s,])/i.exec(cacheControl)?.[1] ?? '0';
  return Math.min(Number(seconds) * 1_000, longestFreshMs);
}
