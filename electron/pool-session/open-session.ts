import type { Clock } from '../base/clock.ts';
import { LineSplitter } from '../protocols/framing/line-splitter.ts';
import { parsePoolUrl, type PoolAddress } from '../protocols/stratum/pool-address.ts';
import { BadStratumMessageError } from '../protocols/stratum/stratum-errors.ts';
import type { Conversation, Line } from './dialects/conversation.ts';
import { conversations } from './dialects/dialects.ts';
import { jobIdOf } from './job-id.ts';
import type { Connect, ConnectStep, LineConnection } from './line-connection.ts';
import { PoolClosedError, PoolLostError, PoolSilentError } from './pool-errors.ts';
import type {
  PoolAccount,
  PoolDialect,
  PoolJob,
  PoolSession,
  ShareVerdict,
  UpstreamShare,
} from './pool-session.ts';
import { RequestLedger, type PoolReply } from './request-ledger.ts';
import { untilAborted } from './waiting.ts';
import { WorkerNames } from './worker-names.ts';

/** How long a pool may take, ms. */
export interface Deadlines {
  /** For the connection, TLS and WebSocket included. */
  readonly connectMs: number;
  /** For each step of the login. */
  readonly loginMs: number;
  /** From the login to the first job. */
  readonly firstJobMs: number;
  /** For any other answer. */
  readonly answerMs: number;
}

export const usualDeadlines: Deadlines = {
  connectMs: 10_000,
  loginMs: 15_000,
  // Some have work only when the next block is found.
  firstJobMs: 60_000,
  answerMs: 30_000,
};

export interface SessionOptions {
  readonly dialect: PoolDialect;
  readonly connect: Connect;
  readonly clock: Clock;
  /** What we say we are: `rigwright/0.1.0`. */
  readonly userAgent: string;
  /** Ends the opening; an open session is closed by its owner. */
  readonly signal: AbortSignal;
  /** Session to go on with, where the dialect can. */
  readonly resumeId?: string | null;
  /** Another port of the same host, where the pool has asked for it. */
  readonly port?: number | null;
  /** Bits of the version that we would like to choose, where the dialect can. */
  readonly versionMask?: number | null;
  readonly deadlines?: Partial<Deadlines>;
  readonly onStep?: (step: ConnectStep) => void;
  /** The connection is there, and the login begins. */
  readonly onPhase?: (phase: 'logging-in') => void;
}

/** The longest real jobs have some 40,000 characters. */
const maxLineLength = 256 * 1024;

/** So many lines that are not understood, with no work between them, and the session is given up. */
const maxBadLines = 10;

/**
 * Connects and logs in.
 *
 * @throws {BadPoolUrlError}
 * @throws {AppError}  where the pool is not reached, does not answer or does not let us in
 * @throws  the reason of the signal
 */
export async function openPoolSession(
  account: PoolAccount,
  options: SessionOptions,
): Promise<PoolSession> {
  const { connect, signal, onStep, port } = options;
  const deadlines = { ...usualDeadlines, ...options.deadlines };
  const written = parsePoolUrl(account.url);
  const address = { ...written, port: port ?? written.port };
  await using opening = new AsyncDisposableStack();
  const connection = opening.use(
    await connect(address, {
      signal,
      timeoutMs: deadlines.connectMs,
      ...(onStep && { onStep }),
    }),
  );
  options.onPhase?.('logging-in');
  const session = new OpenSession({ account, address, connection, options, deadlines });
  opening.defer(() => session.end(undefined));
  await untilAborted(session.logIn(), signal);
  opening.move();
  return session;
}

interface SessionParts {
  readonly account: PoolAccount;
  readonly address: PoolAddress;
  readonly connection: LineConnection;
  readonly options: SessionOptions;
  readonly deadlines: Deadlines;
}

class OpenSession implements PoolSession {
  readonly account: PoolAccount;
  readonly dialect: PoolDialect;
  readonly connection: LineConnection;
  readonly ended: Promise<unknown>;
  readonly #clock: Clock;
  readonly #deadlines: Deadlines;
  readonly #requests: RequestLedger;
  readonly #conversation: Conversation;
  readonly #workers: WorkerNames | null;
  readonly #stopClock: () => void;
  #end: { readonly reason: unknown } | null = null;
  #loggedInAt: number | null = null;
  #heardAt: number;
  #askedAt: number;
  #badLines = 0;
  #job: PoolJob | null = null;
  #listener: (job: PoolJob) => void = () => undefined;
  #cancelListener: (jobId: string) => void = () => undefined;

  constructor({ account, address, connection, options, deadlines }: SessionParts) {
    const { dialect, clock, userAgent, resumeId = null, versionMask = null } = options;
    const { name } = connection;
    this.account = account;
    this.dialect = dialect;
    this.connection = connection;
    this.#clock = clock;
    this.#deadlines = deadlines;
    this.#heardAt = clock.now();
    this.#askedAt = this.#heardAt;
    this.#requests = new RequestLedger(name, clock);
    const line: Line = {
      account,
      address,
      name,
      userAgent,
      resumeId,
      versionMask,
      send: (text) => connection.send(text),
      ask: (encode, asked) => this.#requests.ask((id) => connection.send(encode(id)), asked),
      answer: (id, result, error) => this.#requests.answer(id, result, error),
      announce: (job) => this.#announce(job),
      cancel: (jobId) => this.#cancel(jobId),
      end: (reason) => this.end(reason),
    };
    this.#conversation = conversations[dialect](line);
    const { authorizeWorker } = this.#conversation;
    this.#workers = authorizeWorker && new WorkerNames(account.user, authorizeWorker);
    this.#stopClock = clock.every(1_000, () => this.#tick());
    this.ended = this.#follow();
  }

  get since(): number {
    return this.#loggedInAt ?? this.#heardAt;
  }

  get resumeId(): string | null {
    return this.#conversation.resumeId;
  }

  async logIn(): Promise<void> {
    try {
      await this.#conversation.logIn();
    } catch (error) {
      // What was asked fails with the end of the session, and the end may know better why it came.
      throw this.#end?.reason ?? error;
    }
    this.#loggedInAt = this.#clock.now();
  }

  onJob(listener: (job: PoolJob) => void): void {
    this.#listener = listener;
    if (this.#job) listener(this.#job);
  }

  onCancel(listener: (jobId: string) => void): void {
    this.#cancelListener = listener;
  }

  async submit(share: UpstreamShare, signal?: AbortSignal): Promise<ShareVerdict> {
    signal?.throwIfAborted();
    const submitting = this.#submit(share);
    const { failure, latencyMs } = await (signal ? untilAborted(submitting, signal) : submitting);
    return { accepted: failure === null, failure, latencyMs };
  }

  async authorizeWorker(worker: string): Promise<boolean> {
    return this.#whileOpen(async () => (await this.#workers?.authorize(worker)) ?? true);
  }

  async #submit(share: UpstreamShare): Promise<PoolReply> {
    const worker = workerOf(share);
    const workers = this.#workers;
    // Better in our own name than lost.
    const isTaken =
      worker === null || !workers
        ? true
        : (workers.known(worker) ??
          (await this.#whileOpen(() => workers.authorize(worker), false)));
    const name = isTaken ? null : this.account.user;
    return this.#whileOpen(() => this.#conversation.submit(share, name));
  }

  /** @param wasSent  whether a share was sent when it fails */
  async #whileOpen<Result>(work: () => Promise<Result>, wasSent = true): Promise<Result> {
    const { name } = this.connection;
    if (this.#end) throw new PoolLostError(name, false, { cause: this.#end.reason });
    try {
      return await work();
    } catch (error) {
      if (!this.#end) throw error;
      throw new PoolLostError(name, wasSent, { cause: error });
    }
  }

  /** Reads until the connection ends. @returns why it has ended */
  async #follow(): Promise<unknown> {
    const splitter = new LineSplitter({ maxLength: maxLineLength, overlong: 'throw' });
    try {
      for await (const chunk of this.connection.chunks) {
        this.#heardAt = this.#clock.now();
        for (const line of splitter.push(chunk)) {
          if (this.#end) break;
          if (line.trim() !== '') this.#receive(line);
        }
        if (this.#end) break;
      }
      this.end(undefined);
    } catch (error) {
      this.end(error);
    }
    return this.#end?.reason;
  }

  #receive(line: string): void {
    try {
      this.#conversation.receive(line);
    } catch (error) {
      if (!(error instanceof BadStratumMessageError)) throw error;
      this.#badLines += 1;
      // What was asked is answered, if not as it should be.
      this.#requests.reject(error.requestId, error);
      if (this.#loggedInAt === null || this.#badLines > maxBadLines) throw error;
    }
  }

  #announce(job: PoolJob): void {
    this.#badLines = 0;
    this.#job = job;
    this.#listener(job);
  }

  #cancel(jobId: string): void {
    // Who listens later must not be given it.
    if (this.#job && jobIdOf(this.#job) === jobId) this.#job = null;
    this.#cancelListener(jobId);
  }

  #tick(): void {
    const now = this.#clock.now();
    const missing = this.#missing(now);
    if (missing) {
      this.end(new PoolSilentError(this.connection.name, missing));
    } else if (now - Math.max(this.#heardAt, this.#askedAt) >= this.#conversation.keepAliveMs) {
      this.#askedAt = now;
      if (this.#loggedInAt !== null) this.#conversation.keepAlive();
    }
  }

  /** What should have come from the pool by now. */
  #missing(now: number): 'login' | 'answer' | 'job' | 'anything' | null {
    const { loginMs, answerMs, firstJobMs } = this.#deadlines;
    if (this.#loggedInAt === null) return this.#requests.isOverdue(loginMs) ? 'login' : null;
    if (this.#requests.isOverdue(answerMs)) return 'answer';
    if (!this.#job && now - this.#loggedInAt > firstJobMs) return 'job';
    return now - this.#heardAt > this.#conversation.silenceLimitMs ? 'anything' : null;
  }

  end(reason: unknown): void {
    if (this.#end) return;
    this.#close(reason);
    this.connection.abort();
  }

  #close(reason: unknown): void {
    const isEarly = reason === undefined && this.#loggedInAt === null;
    this.#end = { reason: isEarly ? new PoolClosedError(this.connection.name) : reason };
    this.#stopClock();
    this.#requests.fail(this.#end.reason);
    this.#listener = () => undefined;
    this.#cancelListener = () => undefined;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // What was just said still goes out.
    if (!this.#end) this.#close(undefined);
    await this.connection[Symbol.asyncDispose]();
    await this.ended;
  }
}

/** The worker in whose name a share comes; null where the dialect says it at login. */
function workerOf(upstream: UpstreamShare): string | null {
  if (upstream.dialect === 'ethproxy') return upstream.worker;
  return 'worker' in upstream.share ? upstream.share.worker : null;
}
