/** What a status line is written to: stderr, so that stdout has results only. */
export type StatusStream = Pick<NodeJS.WriteStream, 'write' | 'isTTY' | 'columns'>;

/** One line of a terminal that changes; a file or pipe gets nothing of it. */
export class StatusLine implements Disposable {
  readonly #stream: StatusStream;
  #isShown = false;

  constructor(stream: StatusStream = process.stderr) {
    this.#stream = stream;
  }

  get isTerminal(): boolean {
    return this.#stream.isTTY;
  }

  show(text: string): void {
    if (!this.#stream.isTTY) return;
    // A line that breaks could not be written over.
    this.#stream.write(`\r\x1b[2K${text.slice(0, (this.#stream.columns || 80) - 1)}`);
    this.#isShown = true;
  }

  /** What comes next begins on a line of its own. */
  [Symbol.dispose](): void {
    if (this.#isShown) this.#stream.write('\n');
    this.#isShown = false;
  }
}
