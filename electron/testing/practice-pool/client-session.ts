import type { Clock } from '../../base/clock.ts';
import type { TcpConnection } from '../../platform/net/tcp-connection.ts';
import { LineSplitter } from '../../protocols/framing/line-splitter.ts';
import type { RequestId } from '../../protocols/stratum/stratum-errors.ts';
import { BadStratumMessageError, stratumCodes } from '../../protocols/stratum/stratum-errors.ts';
import type { AnyShare, ClientMessage, Dialect, PracticeJob, Refusal } from './dialect.ts';
import { MessageLimit } from './message-limit.ts';
import { codeOf, type ShareCounts } from './pool-stats.ts';
import type { PracticeJobs } from './practice-jobs.ts';
import { ShareBook } from './share-book.ts';
import type { Vardiff } from './vardiff.ts';

/** Names that one connection may mine for. */
const maxWorkers = 16;
/** Messages that are not understood before the client is sent away. */
const maxBadMessages = 20;
/** A client that wants nothing, and one that finds nothing, are sent away after as long, ms. */
const idleLimitMs = { unsubscribed: 10_000, subscribed: 600_000 };

export interface SessionParts<Job extends PracticeJob, Share extends AnyShare> {
  readonly dialect: Dialect<Job, Share>;
  readonly connection: TcpConnection;
  /** Tells this client's work from that of all others. */
  readonly extranonce1: Uint8Array;
  readonly jobs: PracticeJobs<Job>;
  readonly counts: ShareCounts;
  readonly clock: Clock;
  /** null: the difficulty stays as it is */
  readonly vardiff: Vardiff | null;
  readonly difficulty: number;
}

/** One connected client of the practice pool. */
export class ClientSession<Job extends PracticeJob, Share extends AnyShare> {
  readonly #parts: SessionParts<Job, Share>;
  readonly #book: ShareBook<Job, Share>;
  readonly #limit: MessageLimit;
  readonly #workers = new Set<string>();
  #subscribed = false;
  #badMessages = 0;
  #heardAt: number;

  constructor(parts: SessionParts<Job, Share>) {
    this.#parts = parts;
    this.#book = new ShareBook(parts.dialect, parts.jobs, parts.extranonce1);
    this.#heardAt = parts.clock.now();
    this.#limit = new MessageLimit(this.#heardAt);
  }

  /** Serves the client until the connection ends. @throws whatever ended it before its time */
  async run(): Promise<void> {
    const { maxLineLength: maxLength } = this.#parts.dialect;
    const splitter = new LineSplitter({ maxLength, overlong: 'throw' });
    for await (const chunk of this.#parts.connection.chunks) {
      for (const line of splitter.push(chunk)) {
        if (!this.#receive(line)) return;
      }
    }
  }

  /** Gives the client the newest job. */
  sendJob(cleanJobs: boolean): void {
    if (!this.#subscribed) return;
    const { connection, dialect, jobs } = this.#parts;
    const id = this.#book.issue(jobs.current, this.#difficulty);
    connection.send(dialect.encodeJob(jobs.current, id, cleanJobs));
  }

  /** To be called about once a second. */
  tick(): void {
    const { clock, connection, vardiff } = this.#parts;
    const now = clock.now();
    const limit = this.#subscribed ? idleLimitMs.subscribed : idleLimitMs.unsubscribed;
    if (now - this.#heardAt > limit) connection.abort();
    else if (this.#subscribed && vardiff?.tick(now)) this.#sendDifficulty();
  }

  get #difficulty(): number {
    return this.#parts.vardiff?.difficulty ?? this.#parts.difficulty;
  }

  /** @returns whether the client may go on */
  #receive(line: string): boolean {
    this.#heardAt = this.#parts.clock.now();
    if (!this.#limit.take(this.#heardAt)) return false;
    try {
      this.#handle(this.#parts.dialect.decode(line));
    } catch (error) {
      if (!(error instanceof BadStratumMessageError)) throw error;
      this.#badMessages += 1;
      this.#refuseBad(error);
    }
    return this.#badMessages < maxBadMessages;
  }

  #handle(message: ClientMessage<Share>): void {
    switch (message.kind) {
      case 'subscribe':
        this.#subscribe(message.id);
        break;
      case 'authorize':
        this.#authorize(message.id, message.worker);
        break;
      case 'submit':
        this.#submit(message.id, message.share);
        break;
      case 'suggest-difficulty':
        this.#consent(message.id);
        if (this.#parts.vardiff?.suggest(message.difficulty, this.#heardAt)) this.#sendDifficulty();
        break;
      case 'courtesy':
        if (message.answer !== null) this.#parts.connection.send(message.answer);
        break;
      case 'unknown':
        this.#refuse(message.id, stratumCodes.other, 'Not supported.');
        break;
    }
  }

  #subscribe(id: RequestId): void {
    const { connection, dialect, extranonce1 } = this.#parts;
    connection.send(dialect.encodeSubscription(id, extranonce1));
    this.#subscribed = true;
    this.#sendDifficulty();
  }

  #authorize(id: RequestId, worker: string): void {
    if (worker === '' || this.#workers.size >= maxWorkers) {
      this.#deny(id, { reason: 'unauthorized' });
      return;
    }
    this.#workers.add(worker);
    this.#consent(id);
  }

  #submit(id: RequestId, share: Share): void {
    if (!this.#subscribed) this.#reject(id, { reason: 'not-subscribed' });
    else if (!this.#workers.has(share.worker)) this.#reject(id, { reason: 'unauthorized' });
    else {
      const verdict = this.#book.check(share, this.#heardAt);
      if ('reason' in verdict) this.#reject(id, verdict);
      else this.#accept(id, verdict.difficulty);
    }
  }

  #accept(id: RequestId, difficulty: number): void {
    this.#parts.counts.accept();
    this.#consent(id);
    const { vardiff } = this.#parts;
    // Shares of earlier jobs say nothing about the present difficulty.
    if (difficulty !== vardiff?.difficulty) return;
    if (vardiff.share(this.#heardAt)) this.#sendDifficulty();
  }

  /** A difficulty holds for the jobs after it, so one follows at once. */
  #sendDifficulty(): void {
    if (!this.#subscribed) return;
    const { connection, dialect } = this.#parts;
    connection.send(dialect.encodeDifficulty(this.#difficulty));
    this.sendJob(false);
  }

  #refuseBad({ message, requestId }: BadStratumMessageError): void {
    const { counts, dialect } = this.#parts;
    if (message.startsWith(dialect.submitMethod)) counts.reject('malformed');
    this.#refuse(requestId, stratumCodes.other, message);
  }

  /** Counts a share that is not taken, and says why. */
  #reject(id: RequestId, refusal: Refusal): void {
    this.#parts.counts.reject(refusal.reason);
    this.#deny(id, refusal);
  }

  #deny(id: RequestId, { reason, message }: Refusal): void {
    this.#refuse(id, codeOf(reason), message ?? this.#parts.dialect.refusals[reason]);
  }

  #refuse(id: RequestId, code: number, message: string): void {
    const { connection, dialect } = this.#parts;
    connection.send(dialect.encodeRefusal(id, { code, message }));
  }

  #consent(id: RequestId): void {
    const { connection, dialect } = this.#parts;
    connection.send(dialect.encodeConsent(id));
  }
}
