import { LineTooLongError } from './line-too-long-error.ts';

// Node, browsers and workers all have it; this layer is compiled with the types of none of them.
declare const TextDecoder: new () => {
  decode(bytes?: Uint8Array, options?: { readonly stream: boolean }): string;
};

export interface LineLimits {
  /** Longest line, characters; the `\r` before a `\n` counts. */
  readonly maxLength: number;
  /**
   * What happens to a longer one. `throw`: nobody who keeps the protocol sends such a line.
   * `cut`: its beginning is given with {@link cutMark} behind it, the rest up to the next `\n` is lost.
   */
  readonly overlong: 'throw' | 'cut';
}

/** Stands at the end of a line that was cut. */
export const cutMark = ' […]';

/**
 * Whole lines out of a stream of bytes or text, however it is cut: also inside a character or between
 * `\r` and `\n`. Everything but the line end is kept, escape sequences too. Invalid UTF-8 becomes U+FFFD.
 */
export class LineSplitter {
  readonly #limits: LineLimits;
  readonly #decoder = new TextDecoder();
  #unfinished = '';
  /** The line that is coming in was already given, cut. */
  #skipping = false;

  constructor(limits: LineLimits) {
    this.#limits = limits;
  }

  /**
   * @param chunk  bytes or text, always the same of the two
   * @returns      the lines that it completes, without their ends
   * @throws {LineTooLongError}  the stream is then of no more use
   */
  push(chunk: Uint8Array | string): string[] {
    const text = typeof chunk === 'string' ? chunk : this.#decoder.decode(chunk, { stream: true });
    const lines: string[] = [];
    let start = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      this.#append(text.slice(start, end), lines);
      this.#finish(lines);
      start = end + 1;
    }
    this.#append(text.slice(start), lines);
    return lines;
  }

  /** The stream has ended. @returns what came after the last line end: one line or none */
  end(): string[] {
    const lines: string[] = [];
    this.#append(this.#decoder.decode(), lines);
    if (this.#unfinished !== '') this.#finish(lines);
    return lines;
  }

  #append(text: string, lines: string[]): void {
    if (this.#skipping) return;
    this.#unfinished += text;
    const { maxLength, overlong } = this.#limits;
    if (this.#unfinished.length <= maxLength) return;
    if (overlong === 'throw') throw new LineTooLongError(maxLength);
    // Half of a surrogate pair at the cut would be no valid text.
    lines.push(this.#unfinished.slice(0, maxLength).toWellFormed() + cutMark);
    this.#unfinished = '';
    this.#skipping = true;
  }

  #finish(lines: string[]): void {
    const line = this.#unfinished;
    if (!this.#skipping) lines.push(line.endsWith('\r') ? line.slice(0, -1) : line);
    this.#unfinished = '';
    this.#skipping = false;
  }
}
