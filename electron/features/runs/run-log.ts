import type { RunId } from '../../contract/values/ids.ts';
import type { Output } from '../../contract/index.ts';
import { stripAnsi } from '../../protocols/miner-output/ansi.ts';
import { LogAnnouncer } from './log-announcer.ts';
import { LogRing, type LogQuery } from './log-ring.ts';
import type { RunParts } from './ports.ts';

/** As many as the contract lets a run carry along. */
const lastLinesCount = 20;
const lastLineLength = 300;
/** What is kept of a run that is over, of which there may be many. */
const restLines = 1_000;
const restSize = 256 * 1024;

/** The output of one run: kept, asked for, announced. */
export class RunLog {
  readonly #ring = new LogRing();
  readonly #announcer: LogAnnouncer;
  readonly #now: () => number;
  #processBegan = 0;

  constructor(runId: RunId, parts: Pick<RunParts, 'clock' | 'publish' | 'hasListener'>) {
    this.#announcer = new LogAnnouncer(runId, this.#ring, parts);
    this.#now = () => parts.clock.now();
  }

  add(lines: readonly string[]): void {
    const at = this.#now();
    for (const line of lines) this.#ring.append(line, at);
    this.#announcer.added();
  }

  query(query: LogQuery): Output<'runs.log'> {
    const { firstSeq, nextSeq } = this.#ring;
    return { lines: this.#ring.query(query), firstSeq, nextSeq };
  }

  /** What follows is the output of another process. */
  beginProcess(): void {
    this.#processBegan = this.#ring.nextSeq;
  }

  /** The last lines of the present process that say something, without colours. */
  lastLines(): string[] {
    return this.#ring
      .from(this.#processBegan)
      .slice(-4 * lastLinesCount)
      .map(({ text }) => stripAnsi(text).trimEnd().slice(0, lastLineLength))
      .filter((line) => line !== '')
      .slice(-lastLinesCount);
  }

  /** Nothing will be added any more. */
  close(): void {
    this.#announcer[Symbol.dispose]();
    this.#ring.shrink(restLines, restSize);
  }
}
