import type { Clock } from '../base/clock.ts';
import type { PoolLinkState } from '../contract/values/bridge.ts';
import { FailOver } from './fail-over.ts';
import { PoolClosedError, PoolLostError } from './pool-errors.ts';
import type {
  PoolAccount,
  PoolJob,
  PoolSession,
  ShareVerdict,
  UpstreamShare,
} from './pool-session.ts';
import { Resumptions } from './resumptions.ts';
import { ShareDesk } from './share-desk.ts';
import { linkAllows, nextLinkState, type LinkEvent } from './states.ts';
import { pause } from './waiting.ts';

/** How a link is doing; `BridgeStatus.pool` is made of it. */
export interface PoolLinkStatus {
  readonly state: PoolLinkState;
  /** Since when it is in that state, epoch ms. */
  readonly since: number;
  /** That is used or tried. */
  readonly account: PoolAccount | null;
  /** Address that the pool's name stands for; null while there is no session. */
  readonly remoteAddress: string | null;
  readonly encrypted: boolean;
  /** When the next try comes, epoch ms; null unless backing off. */
  readonly retryAt: number | null;
  /** Sessions after the first. */
  readonly reconnects: number;
  readonly lastJobAt: number | null;
  /** Of the last answer to a share. */
  readonly latencyMs: number | null;
  /** Why there is no work, as the last failure said; null while there is. */
  readonly problem: unknown;
  /** Shares that wait for a session. */
  readonly held: number;
}

export interface PoolLinkListener {
  /** The status has changed in more than its figures. */
  readonly onState: (status: PoolLinkStatus) => void;
  /** @param isNewSession  whether it is the first of its session: nothing of earlier jobs may hold any more */
  readonly onJob: (job: PoolJob, isNewSession: boolean) => void;
  /** The pool takes a job of this session back, before there is another. */
  readonly onCancel: (jobId: string) => void;
  /** The session is over, and the next one is looked for. @param reason  undefined where the pool just closed it */
  readonly onGone: (account: PoolAccount, reason: unknown) => void;
}

/** Opens one session. The app makes it of `openPoolSession`. */
export type OpenSession = (
  account: PoolAccount,
  options: OpenSessionOptions,
) => Promise<PoolSession>;

export interface OpenSessionOptions {
  readonly signal: AbortSignal;
  /** Session to go on with, where the dialect can. */
  readonly resumeId: string | null;
  /** Another port of the same host, where the pool has asked for it. */
  readonly port: number | null;
  readonly onPhase: (phase: 'logging-in') => void;
}

export interface PoolLinkParts {
  /** In order of preference, at least one. */
  readonly pools: readonly PoolAccount[];
  readonly open: OpenSession;
  readonly clock: Clock;
  readonly random: () => number;
  readonly listener: PoolLinkListener;
}

/** How long answers to shares are waited for from a pool that is no longer used, ms. */
const farewellMs = 5_000;

/** Keeps one session with the first pool of the list that works, and carries shares across sessions. */
export class PoolLink implements AsyncDisposable {
  readonly #parts: PoolLinkParts;
  readonly #failOver: FailOver;
  readonly #desk: ShareDesk;
  readonly #stop = new AbortController();
  readonly #farewells = new Set<Promise<void>>();
  /** Sessions that have taken a share. */
  readonly #proven = new WeakSet<PoolSession>();
  readonly #resumptions = new Resumptions();
  #running: Promise<void> | null = null;
  #state: PoolLinkState = 'idle';
  #since: number;
  #account: PoolAccount | null = null;
  #session: PoolSession | null = null;
  #job: PoolJob | null = null;
  #sessions = 0;
  #retryAt: number | null = null;
  #lastJobAt: number | null = null;
  #latencyMs: number | null = null;
  #problem: unknown = null;

  constructor(parts: PoolLinkParts) {
    this.#parts = parts;
    this.#since = parts.clock.now();
    this.#desk = new ShareDesk(parts.clock, (session, verdict) => this.#hear(session, verdict));
    this.#failOver = new FailOver(parts.pools, {
      clock: parts.clock,
      random: parts.random,
      open: (account, { signal, port, isMain }) =>
        parts.open(account, {
          signal,
          port,
          resumeId: this.#resumptions.begin(account),
          onPhase: () => {
            this.#resumptions.connected(account);
            if (isMain) this.#move('connected');
          },
        }),
      onTry: (account) => this.#try(account),
      onWait: (until) => {
        this.#retryAt = until;
        this.#move('wait');
      },
      onSession: (session) => this.#use(session),
      onGone: (session, reason) => this.#lose(session, reason),
      onFailure: (account, error) => {
        this.#resumptions.failed(account, error);
        if (!this.#job) this.#problem = error;
      },
      isProven: (session) => this.#proven.has(session),
      release: (session) => this.#release(session),
    });
  }

  get status(): PoolLinkStatus {
    const connection = this.#session?.connection;
    return {
      state: this.#state,
      since: this.#since,
      account: this.#account,
      remoteAddress: connection?.remoteAddress ?? null,
      encrypted: Boolean(connection?.tls),
      retryAt: this.#retryAt,
      reconnects: Math.max(0, this.#sessions - 1),
      lastJobAt: this.#lastJobAt,
      latencyMs: this.#latencyMs,
      problem: this.#problem,
      held: this.#desk.held,
    };
  }

  /** The newest job of the session; null while there is none. */
  get job(): PoolJob | null {
    return this.#job;
  }

  /** Does nothing where it was started before. */
  start(): void {
    if (this.#stop.signal.aborted) return;
    this.#running ??= this.#failOver.run(this.#stop.signal);
  }

  /** Goes on with another list. A session with a pool that is in it, too, stays. */
  usePools(pools: readonly PoolAccount[]): void {
    this.#failOver.usePools(pools);
  }

  /**
   * Every call settles. Without a session the share waits a minute at most for one that can take it.
   *
   * @throws {StaleShareError}  no session that can take it came in time
   * @throws {PoolLostError}    it was sent, and whether it was taken was never heard
   * @throws {PoolBusyError}
   */
  submit(share: UpstreamShare): Promise<ShareVerdict> {
    return this.#desk.submit(share);
  }

  /**
   * Tells the pool of a worker before its first share. Each session is told of it again with that share.
   *
   * @returns  whether shares may come in its name; true while there is no session
   */
  async authorizeWorker(worker: string): Promise<boolean> {
    try {
      return (await this.#session?.authorizeWorker(worker)) ?? true;
    } catch (error) {
      if (error instanceof PoolLostError) return true;
      throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#running;
    await Promise.all(this.#farewells);
    this.#desk.close();
    this.#session = null;
    this.#job = null;
    if (this.#state !== 'idle') this.#move('stop');
  }

  #try(account: PoolAccount): void {
    this.#account = account;
    this.#retryAt = null;
    this.#move(this.#state === 'idle' ? 'start' : 'next');
  }

  #use(session: PoolSession): void {
    this.#account = session.account;
    this.#session = session;
    this.#sessions += 1;
    this.#job = null;
    this.#desk.use(session);
    if (linkAllows(this.#state, 'loggedIn')) this.#move('loggedIn');
    else this.#announce();
    this.#resumptions.opened(session);
    session.onJob((job) => {
      if (this.#session === session) this.#take(job);
    });
    session.onCancel((jobId) => {
      if (this.#session === session) this.#parts.listener.onCancel(jobId);
    });
  }

  #take(job: PoolJob): void {
    const isNewSession = this.#job === null;
    this.#job = job;
    this.#lastJobAt = this.#parts.clock.now();
    this.#problem = null;
    if (linkAllows(this.#state, 'job')) this.#move('job');
    // Clients hear of it before the pool is sent what they have found before.
    this.#parts.listener.onJob(job, isNewSession);
    this.#desk.take(job);
  }

  #lose(session: PoolSession, reason: unknown): void {
    this.#problem = reason ?? new PoolClosedError(session.connection.name);
    this.#session = null;
    this.#job = null;
    this.#desk.use(null);
    this.#parts.listener.onGone(session.account, reason);
  }

  #hear(session: PoolSession, { accepted, latencyMs }: ShareVerdict): void {
    this.#latencyMs = latencyMs;
    if (accepted) this.#proven.add(session);
  }

  /** A pool that still owes answers is given the time for them. */
  async #release(session: PoolSession): Promise<void> {
    const farewell = this.#sayFarewell(session);
    this.#farewells.add(farewell);
    await farewell;
    this.#farewells.delete(farewell);
  }

  async #sayFarewell(session: PoolSession): Promise<void> {
    const { clock } = this.#parts;
    const until = clock.now() + farewellMs;
    const end = AbortSignal.any([this.#stop.signal, endOf(session)]);
    while (this.#desk.onTheirWay(session) > 0 && clock.now() < until && !end.aborted) {
      await pause(clock, 100, end);
    }
    await session[Symbol.asyncDispose]();
  }

  #move(event: LinkEvent): void {
    this.#state = nextLinkState(this.#state, event);
    this.#since = this.#parts.clock.now();
    this.#announce();
  }

  #announce(): void {
    this.#parts.listener.onState(this.status);
  }
}

function endOf(session: PoolSession): AbortSignal {
  const end = new AbortController();
  void session.ended.then(() => end.abort());
  return end.signal;
}
