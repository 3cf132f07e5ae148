import type { RunState } from '../../contract/values/run.ts';
import type {
  LineReader,
  MinerDialect,
  MinerReport,
} from '../../protocols/miner-output/miner-report.ts';
import { ApiLink } from './api-link.ts';
import { MinerFacts, type KnownFacts } from './miner-facts.ts';
import type { Launch, MinerApi, RunParts } from './ports.ts';
import { StatsPoll } from './stats-poll.ts';
import { hangReason, usualLimits, type VitalLimits } from './vital-signs.ts';

const periodMs = 2_000;
/** Two looks so far apart mean that the computer slept: nobody could show signs of life. */
const sleptMs = 20_000;

export interface WatchEvents {
  /** At most every two seconds. @param seenAt  when its `paused` was true, epoch ms */
  readonly reported: (report: MinerReport, source: 'api' | 'output', seenAt: number) => void;
  /** Once. @param reason  one sentence */
  readonly hung: (reason: string) => void;
}

export interface WatchOptions {
  readonly launch: Launch;
  readonly pid: number;
  /** When the process began at the earliest, epoch ms. */
  readonly startedAt: number;
  readonly dialect: MinerDialect;
  readonly parts: Pick<RunParts, 'clock' | 'callApi' | 'ownsPort' | 'log'>;
  /** State of the run and when it began. */
  readonly phase: () => { readonly state: RunState; readonly since: number };
  readonly events: WatchEvents;
}

/** Looks after one started process: asks its API every two seconds and notices when it hangs. */
export class MinerWatch implements Disposable {
  readonly #options: WatchOptions;
  readonly #limits: VitalLimits;
  readonly #closed = new AbortController();
  readonly #cancelTimer: () => void;
  readonly #readLine: LineReader;
  readonly #facts = new MinerFacts();
  /** Null where there is nothing to ask. */
  readonly #link: ApiLink | StatsPoll | null;
  #isAsking = false;
  #lastTickAt: number;
  #wokeAt: number;
  #outputAt: number;
  #apiAt: number | null = null;
  #hashedAt: number;
  #poolConnected: boolean | null = null;

  constructor(options: WatchOptions) {
    this.#options = options;
    const { launch, dialect, parts } = options;
    this.#limits = {
      ...usualLimits,
      warmUpMs: launch.warmUpLimitMs ?? usualLimits.warmUpMs,
      silenceMs: launch.silenceLimitMs ?? usualLimits.silenceMs,
    };
    this.#readLine = dialect.openReader();
    this.#link = linkOf(options, this.#closed.signal);
    const now = parts.clock.now();
    this.#lastTickAt = now;
    this.#wokeAt = now;
    this.#outputAt = now;
    this.#hashedAt = now;
    this.#cancelTimer = parts.clock.every(periodMs, () => this.#tick());
  }

  /** The API, once it has proved that it is this process's own. */
  get api(): MinerApi | null {
    return this.#link?.api ?? null;
  }

  /** Output came, whole lines or not. */
  heard(): void {
    this.#outputAt = this.#now();
  }

  /** @param line  one whole line without escape sequences */
  line(line: string): void {
    this.#facts.printed(this.#readLine(line), this.#now());
  }

  [Symbol.dispose](): void {
    this.#closed.abort();
    this.#cancelTimer();
  }

  #tick(): void {
    const now = this.#now();
    const sinceLast = now - this.#lastTickAt;
    this.#lastTickAt = now;
    if (sinceLast > sleptMs || sinceLast < 0) this.#wake(now);
    const hang = this.#hang(now);
    if (hang !== null) {
      this[Symbol.dispose]();
      this.#options.events.hung(hang);
      return;
    }
    if (this.#link === null || this.#link.isStranger) this.#reportOutput();
    else if (!this.#isAsking) void this.#ask(this.#link);
  }

  #wake(now: number): void {
    this.#wokeAt = now;
    this.#outputAt = now;
    this.#hashedAt = now;
    if (this.#apiAt !== null) this.#apiAt = now;
  }

  #hang(now: number): string | null {
    const { state, since } = this.#options.phase();
    if (state !== 'warming-up' && state !== 'running' && state !== 'paused') return null;
    const begun = Math.max(since, this.#wokeAt);
    const signs = {
      warmUpSince: begun,
      outputAt: this.#outputAt,
      apiAt: this.#apiAt,
      hashedAt: Math.max(this.#hashedAt, begun),
      poolConnected: this.#poolConnected,
    };
    return hangReason(state, signs, now, this.#limits);
  }

  async #ask(link: ApiLink | StatsPoll): Promise<void> {
    const askedAt = this.#now();
    this.#isAsking = true;
    let report: MinerReport | null = null;
    try {
      report = await link.ask();
    } catch (error) {
      this.#options.parts.log.error('asking a miner failed by a bug', { error });
    } finally {
      this.#isAsking = false;
    }
    if (this.#closed.signal.aborted) return;
    if (report === null) {
      this.#reportOutput();
      return;
    }
    const now = this.#now();
    this.#apiAt = now;
    this.#report(this.#facts.answered(report, askedAt, now), 'api');
  }

  #reportOutput(): void {
    const known = this.#facts.news(this.#now());
    if (known !== null) this.#report(known, 'output');
  }

  #report({ report, pausedAt }: KnownFacts, source: 'api' | 'output'): void {
    const { hashrate, poolConnected } = report;
    this.#poolConnected = poolConnected;
    if (hashrate !== null && hashrate > 0) this.#hashedAt = this.#now();
    this.#options.events.reported(report, source, pausedAt);
  }

  #now(): number {
    return this.#options.parts.clock.now();
  }
}

function linkOf(options: WatchOptions, signal: AbortSignal): ApiLink | StatsPoll | null {
  const { launch, dialect, parts } = options;
  if (launch.pollStats) return new StatsPoll(launch.pollStats, parts.clock, signal);
  if (!launch.api || !dialect.api) return null;
  return new ApiLink({ ...options, api: launch.api, dialect: dialect.api, signal });
}
