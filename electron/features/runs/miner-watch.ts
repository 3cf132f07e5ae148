import type { RunState } from '../../contract/values/run.ts';
import type {
  LineFacts,
  MinerDialect,
  MinerReport,
} from '../../protocols/miner-output/miner-report.ts';
import { MinerApiError } from './miner-api.ts';
import type { Launch, MinerApi, RunParts } from './ports.ts';
import { hangReason, usualLimits, type VitalLimits } from './vital-signs.ts';

const periodMs = 2_000;
/** Two looks so far apart mean that the computer slept: nobody could show signs of life. */
const sleptMs = 20_000;
/** A printed hashrate tells nothing about now any more. XMRig prints one a minute. */
const staleMs = 150_000;

export interface WatchEvents {
  /** At most every two seconds. @param seenAt  when its `paused` was true, epoch ms */
  readonly reported: (report: MinerReport, source: 'api' | 'output', seenAt: number) => void;
  /** Once. @param reason  one sentence */
  readonly hung: (reason: string) => void;
}

export interface WatchOptions {
  readonly launch: Launch;
  readonly dialect: MinerDialect;
  readonly parts: Pick<RunParts, 'clock' | 'callApi' | 'log'>;
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
  /** Null where there is no API, or somebody else's program answers at its address. */
  #candidate: MinerApi | null;
  #isOurs = false;
  #isAsking = false;
  #lastTickAt: number;
  #wokeAt: number;
  #outputAt: number;
  #apiAt: number | null = null;
  #hashedAt: number;
  #poolConnected: boolean | null = null;
  #facts: LineFacts = {};
  #hasNews = false;
  #factHashrateAt = 0;
  #factPausedAt = 0;

  constructor(options: WatchOptions) {
    this.#options = options;
    const { launch, parts } = options;
    this.#candidate = launch.api;
    this.#limits = { ...usualLimits, warmUpMs: launch.warmUpLimitMs ?? usualLimits.warmUpMs };
    const now = parts.clock.now();
    this.#lastTickAt = now;
    this.#wokeAt = now;
    this.#outputAt = now;
    this.#hashedAt = now;
    this.#cancelTimer = parts.clock.every(periodMs, () => this.#tick());
  }

  /** The API, once it has proved that it is this process's own. */
  get api(): MinerApi | null {
    return this.#isOurs ? this.#candidate : null;
  }

  /** Output came, whole lines or not. */
  heard(): void {
    this.#outputAt = this.#now();
  }

  /** @param line  one whole line without escape sequences */
  line(line: string): void {
    const facts = this.#options.dialect.readLine(line);
    if (Object.keys(facts).length === 0) return;
    this.#hasNews = true;
    this.#facts = { ...this.#facts, ...facts };
    if ('hashrate' in facts) this.#factHashrateAt = this.#now();
    if ('paused' in facts) this.#factPausedAt = this.#now();
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
    if (!this.#candidate) this.#reportOutput();
    else if (!this.#isAsking) void this.#ask(this.#candidate);
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

  async #ask(api: MinerApi): Promise<void> {
    const { callApi } = this.#options.parts;
    const { dialect, events } = this.#options;
    const askedAt = this.#now();
    this.#isAsking = true;
    try {
      const report = dialect.readSummary(await callApi(api, dialect.summary, this.#closed.signal));
      if (report !== null && (this.#isOurs ||= await this.#prove(api))) {
        if (this.#closed.signal.aborted) return;
        this.#apiAt = this.#now();
        this.#remember(report);
        const threads = report.threads ?? this.#facts.threads ?? null;
        events.reported({ ...report, threads }, 'api', askedAt);
        return;
      }
    } catch (error) {
      if (!(error instanceof MinerApiError)) {
        this.#options.parts.log.error('asking a miner failed by a bug', { error });
      }
    } finally {
      this.#isAsking = false;
    }
    if (!this.#closed.signal.aborted) this.#reportOutput();
  }

  /**
   * Whether the API belongs to this process: only ours knows the token, so only ours refuses a
   * wrong one. Where the port was taken meanwhile, some other miner may answer to everybody.
   */
  async #prove(api: MinerApi): Promise<boolean> {
    const { callApi, log } = this.#options.parts;
    try {
      const { summary } = this.#options.dialect;
      await callApi({ ...api, token: 'not-the-token' }, summary, this.#closed.signal);
    } catch (error) {
      if (error instanceof MinerApiError) return error.status === 401 || error.status === 403;
      throw error;
    }
    log.warn('another program answers at the address of a miner’s API', { url: api.url });
    this.#candidate = null;
    return false;
  }

  #reportOutput(): void {
    if (!this.#hasNews) return;
    this.#hasNews = false;
    const isStale = this.#now() - this.#factHashrateAt > staleMs;
    const report = { ...unknownReport, ...this.#facts, ...(isStale && { hashrate: null }) };
    this.#remember(report);
    this.#options.events.reported(report, 'output', this.#factPausedAt);
  }

  #remember({ hashrate, poolConnected }: MinerReport): void {
    this.#poolConnected = poolConnected;
    if (hashrate !== null && hashrate > 0) this.#hashedAt = this.#now();
  }

  #now(): number {
    return this.#options.parts.clock.now();
  }
}

const unknownReport: MinerReport = {
  hashrate: null,
  accepted: null,
  rejected: null,
  difficulty: null,
  threads: null,
  poolConnected: null,
  poolLatencyMs: null,
  paused: null,
};
