import type { LogLine } from '../../contract/values/run.ts';
import { stripAnsi } from '../../protocols/miner-output/ansi.ts';

export interface LogLimits {
  readonly lines: number;
  /** Characters of all lines together. */
  readonly size: number;
  /** Characters of one line. */
  readonly lineLength: number;
}

/** A day of a quiet miner, or the last minute of a noisy one. */
const usualLimits: LogLimits = { lines: 5_000, size: 2 * 1024 * 1024, lineLength: 8 * 1024 };

export interface LogQuery {
  /** Only lines with a larger seq. */
  readonly after?: number | undefined;
  readonly limit: number;
  /** Only lines with this text, in any case, colours left aside. */
  readonly search?: string | undefined;
}

/** The newest lines of a run's output, numbered without gaps from 0 on. */
export class LogRing {
  readonly #limits: LogLimits;
  /** Lines are dropped from the front by moving `#first`; the array is cut when half is unused. */
  #lines: LogLine[] = [];
  #first = 0;
  #size = 0;
  #nextSeq = 0;

  constructor(limits: LogLimits = usualLimits) {
    this.#limits = limits;
  }

  /** Seq that the next line will get. */
  get nextSeq(): number {
    return this.#nextSeq;
  }

  /** Seq of the oldest line still kept; `nextSeq` while there is none. */
  get firstSeq(): number {
    return this.#nextSeq - this.#count;
  }

  append(text: string, at: number): void {
    const kept = cut(text, this.#limits.lineLength);
    this.#lines.push({ seq: this.#nextSeq, at, text: kept });
    this.#nextSeq += 1;
    this.#size += kept.length;
    this.shrink(this.#limits.lines, this.#limits.size);
  }

  /** Drops the oldest lines down to this many, and to this many characters together. */
  shrink(lines: number, size: number): void {
    while (this.#count > lines || this.#size > size) this.#dropOldest();
  }

  /** Lines from `seq` on, oldest first. */
  from(seq: number): readonly LogLine[] {
    return this.#lines.slice(this.#first + Math.max(0, seq - this.firstSeq));
  }

  /** Oldest first: the first ones after `after`, or the newest ones where that is not given. */
  query({ after, limit, search }: LogQuery): LogLine[] {
    const lines = this.from(after === undefined ? 0 : after + 1);
    const wanted = search?.toLowerCase();
    const found =
      wanted === undefined
        ? lines
        : lines.filter((line) => stripAnsi(line.text).toLowerCase().includes(wanted));
    return after === undefined ? found.slice(-limit) : found.slice(0, limit);
  }

  get #count(): number {
    return this.#lines.length - this.#first;
  }

  #dropOldest(): void {
    this.#size -= this.#lines[this.#first]?.text.length ?? 0;
    this.#first += 1;
    if (this.#first < this.#lines.length / 2) return;
    this.#lines = this.#lines.slice(this.#first);
    this.#first = 0;
  }
}

/** A cut line says so, and never ends in half a character. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${text.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
