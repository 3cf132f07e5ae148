import type { Clock } from '../../base/clock.ts';
import type { LineConnection } from '../../base/line-connection.ts';
import { LineSplitter } from '../../protocols/framing/line-splitter.ts';
import type { RequestId } from '../../protocols/stratum/stratum-errors.ts';
import { BadStratumMessageError } from '../../protocols/stratum/stratum-errors.ts';
import type { ClientBooks } from './client-books.ts';
import type { AnyShare, ClientMessage, Dialect, PracticeJob, Refusal } from './dialect.ts';
import { MessageLimit } from './message-limit.ts';
import type { PoolEvent } from './pool-event.ts';
import type { ShareCounts } from './pool-stats.ts';
import type { ShareBook } from './share-book.ts';
import type { Vardiff } from './vardiff.ts';

/** Names that one connection may mine for: a bridge has one for each of its clients. */
const maxWorkers = 1_000;
/** Messages that are not understood before the client is sent away. */
const maxBadMessages = 20;
/** A client that wants nothing, and one that finds nothing, are sent away after as long, ms. */
const idleLimitMs = { unsubscribed: 10_000, subscribed: 600_000 };

export interface SessionParts<Job extends PracticeJob, Share extends AnyShare> {
  readonly dialect: Dialect<Job, Share>;
  readonly connection: Pick<LineConnection, 'name' | 'chunks' | 'send' | 'abort'>;
  readonly books: ClientBooks<Job, Share>;
  readonly counts: ShareCounts;
  readonly clock: Clock;
  /** null: the difficulty stays as it is */
  readonly vardiff: Vardiff | null;
  readonly difficulty: number;
  /** More of them, and the client is sent away. */
  readonly messagesPerSecond: number;
  readonly onEvent: (event: PoolEvent) => void;
}

/** One connected client of the practice pool. */
export class ClientSession<Job extends PracticeJob, Share extends AnyShare> {
  readonly #parts: SessionParts<Job, Share>;
  readonly #limit: MessageLimit;
  readonly #workers = new Set<string>();
  /** null until it has subscribed. */
  #book: ShareBook<Job, Share> | null = null;
  /** Who finds the shares that name nobody. */
  #loggedIn = '';
  #badMessages = 0;
  #isOver = false;
  #heardAt: number;

  constructor(parts: SessionParts<Job, Share>) {
    this.#parts = parts;
    this.#heardAt = parts.clock.now();
    this.#limit = new MessageLimit(this.#heardAt, parts.messagesPerSecond);
  }

  /** Serves the client until the connection ends. @throws whatever ended it before its time */
  async run(): Promise<void> {
    const { books, connection, dialect } = this.#parts;
    const splitter = new LineSplitter({ maxLength: dialect.maxLineLength, overlong: 'throw' });
    try {
      for await (const chunk of connection.chunks) {
        for (const line of splitter.push(chunk)) {
          this.#receive(line);
          if (this.#isOver) return;
        }
      }
    } finally {
      if (this.#book) books.keep(this.#book);
    }
  }

  /** Gives the client the newest job. */
  sendJob(cleanJobs: boolean): void {
    this.#sendJob({ cleanJobs });
  }

  /** To be called about once a second. */
  tick(): void {
    const { clock, connection, vardiff } = this.#parts;
    const now = clock.now();
    const limit = this.#book ? idleLimitMs.subscribed : idleLimitMs.unsubscribed;
    if (now - this.#heardAt > limit) connection.abort();
    else if (this.#book && vardiff?.tick(now)) this.#sendDifficulty();
  }

  get #difficulty(): number {
    return this.#parts.vardiff?.difficulty ?? this.#parts.difficulty;
  }

  #receive(line: string): void {
    this.#heardAt = this.#parts.clock.now();
    if (!this.#limit.take(this.#heardAt)) {
      this.#isOver = true;
      return;
    }
    try {
      this.#handle(this.#parts.dialect.decode(line));
    } catch (error) {
      if (!(error instanceof BadStratumMessageError)) throw error;
      this.#refuseBad(error);
    }
  }

  #handle(message: ClientMessage<Share>): void {
    const { connection, vardiff } = this.#parts;
    switch (message.kind) {
      case 'subscribe':
        this.#subscribe(message.id, message.sessionId);
        break;
      case 'authorize':
        if (this.#admit(message.id, message.worker)) this.#consent(message.id);
        break;
      case 'login':
        this.#logIn(message.id, message.worker);
        break;
      case 'get-job':
        if (this.#book) this.#sendJob({ cleanJobs: false, asked: message.id });
        else this.#deny(message.id, { reason: 'not-subscribed' });
        break;
      case 'submit':
        this.#submit(message.id, message.share);
        break;
      case 'bad-share':
        this.#reject(message.id, { reason: 'malformed', message: message.problem });
        break;
      case 'suggest-difficulty':
        this.#consent(message.id);
        if (vardiff?.suggest(message.difficulty, this.#heardAt)) this.#sendDifficulty();
        break;
      case 'courtesy':
        if (message.answer !== null) connection.send(message.answer);
        break;
      case 'unknown':
        this.#refuseBad(new BadStratumMessageError('Not supported.', message.id));
        break;
    }
  }

  /** A client that subscribes once more stays who it is. */
  #subscribe(id: RequestId, sessionId: string | undefined): void {
    const { books } = this.#parts;
    const resumed = (): ShareBook<Job, Share> | undefined =>
      sessionId === undefined ? undefined : books.resume(sessionId);
    this.#welcome(id, this.#book ?? resumed() ?? books.open());
  }

  #logIn(id: RequestId, worker: string): void {
    if (!this.#admit(id, worker)) return;
    this.#loggedIn = worker;
    this.#welcome(id, this.#parts.books.open());
  }

  #welcome(id: RequestId, book: ShareBook<Job, Share>): void {
    const { connection, dialect } = this.#parts;
    this.#book = book;
    const first = book.issue(this.#difficulty, false);
    connection.send(dialect.encodeWelcome(id, book.client, first));
  }

  /** @returns whether the worker may mine here; if not, the client has been told */
  #admit(id: RequestId, worker: string): boolean {
    const { connection, dialect, onEvent } = this.#parts;
    if (worker === '' || this.#workers.size >= maxWorkers) {
      this.#deny(id, { reason: 'unauthorized', ...(dialect.isStrict && { hangUp: true }) });
      return false;
    }
    this.#workers.add(worker);
    onEvent({ kind: 'login', client: connection.name, worker });
    return true;
  }

  #submit(id: RequestId, share: Share): void {
    const worker = share.worker || this.#loggedIn;
    if (!this.#book) this.#reject(id, { reason: 'not-subscribed' }, worker);
    else if (!this.#workers.has(worker)) this.#reject(id, { reason: 'unauthorized' }, worker);
    else {
      const verdict = this.#book.check(share, this.#heardAt);
      if ('reason' in verdict) this.#reject(id, verdict, worker);
      else this.#accept(id, { ...verdict, worker, jobId: share.jobId });
    }
  }

  #accept(
    id: RequestId,
    share: Pick<
      Extract<PoolEvent, { kind: 'accepted' }>,
      'worker' | 'jobId' | 'difficulty' | 'key'
    >,
  ): void {
    const { connection, counts, onEvent, vardiff } = this.#parts;
    counts.accept();
    onEvent({ kind: 'accepted', client: connection.name, ...share });
    this.#consent(id);
    // Shares of earlier jobs say nothing about the present difficulty.
    if (share.difficulty !== vardiff?.difficulty) return;
    if (vardiff.share(this.#heardAt)) this.#sendDifficulty();
  }

  /** A difficulty holds for the jobs after it, so one follows at once. */
  #sendDifficulty(): void {
    if (!this.#book) return;
    const { connection, dialect, onEvent } = this.#parts;
    connection.send(dialect.encodeDifficulty(this.#difficulty));
    this.sendJob(false);
    onEvent({ kind: 'difficulty', client: connection.name, difficulty: this.#difficulty });
  }

  #sendJob({ cleanJobs, asked = null }: { cleanJobs: boolean; asked?: RequestId }): void {
    if (!this.#book) return;
    const { connection, dialect } = this.#parts;
    const issued = this.#book.issue(this.#difficulty, cleanJobs);
    connection.send(dialect.encodeJob(issued, this.#book.client, asked));
  }

  #refuseBad({ message, requestId }: BadStratumMessageError): void {
    const { connection, counts, dialect, onEvent } = this.#parts;
    this.#badMessages += 1;
    this.#isOver ||= dialect.isStrict || this.#badMessages >= maxBadMessages;
    if (message.startsWith(dialect.submitMethod)) {
      counts.reject('malformed');
      this.#tellRejected('', 'malformed', message);
    } else {
      onEvent({ kind: 'bad-message', client: connection.name, problem: message });
    }
    if (!dialect.isStrict) connection.send(dialect.encodeRefusal(requestId, 'malformed', message));
  }

  /** Counts a share that is not taken, and says why. */
  #reject(id: RequestId, refusal: Refusal, worker = this.#loggedIn): void {
    const { counts, dialect } = this.#parts;
    counts.reject(refusal.reason);
    this.#tellRejected(worker, refusal.reason, refusal.message ?? dialect.refusals[refusal.reason]);
    this.#deny(id, refusal);
  }

  #tellRejected(worker: string, reason: Refusal['reason'], message: string): void {
    const { connection, onEvent } = this.#parts;
    onEvent({ kind: 'rejected', client: connection.name, worker, reason, message });
  }

  #deny(id: RequestId, { reason, message, hangUp }: Refusal): void {
    const { connection, dialect } = this.#parts;
    connection.send(dialect.encodeRefusal(id, reason, message ?? dialect.refusals[reason]));
    this.#isOver ||= hangUp === true;
  }

  #consent(id: RequestId): void {
    const { connection, dialect } = this.#parts;
    connection.send(dialect.encodeConsent(id));
  }
}
