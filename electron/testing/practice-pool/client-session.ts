import type { Clock } from '../../base/clock.ts';
import type { Kernel } from '../../platform/kernels/kernel.ts';
import type { TcpConnection } from '../../platform/net/tcp-connection.ts';
import { LineSplitter } from '../../protocols/framing/line-splitter.ts';
import type { ClientMessage } from '../../protocols/stratum/bitcoin/client-messages.ts';
import { decodeClientMessage } from '../../protocols/stratum/bitcoin/client-messages.ts';
import { toHex } from '../../protocols/stratum/bitcoin/hex.ts';
import type { StratumShare } from '../../protocols/stratum/bitcoin/job.ts';
import {
  encodeDifficulty,
  encodeJob,
  encodeSubscription,
} from '../../protocols/stratum/bitcoin/server-messages.ts';
import { encodeAnswer } from '../../protocols/stratum/envelope.ts';
import type { RequestId } from '../../protocols/stratum/stratum-errors.ts';
import { BadStratumMessageError, stratumCodes } from '../../protocols/stratum/stratum-errors.ts';
import { MessageLimit } from './message-limit.ts';
import type { RejectReason, ShareCounts } from './pool-stats.ts';
import { failureOf } from './pool-stats.ts';
import { extranonceBytes, type PracticeJobs } from './practice-jobs.ts';
import { ShareBook } from './share-book.ts';
import type { Vardiff } from './vardiff.ts';

/** A submit has some 200 characters. */
const maxLineLength = 4_096;
/** Names that one connection may mine for. */
const maxWorkers = 16;
/** Messages that are not understood before the client is sent away. */
const maxBadMessages = 20;
/** A client that wants nothing, and one that finds nothing, are sent away after as long, ms. */
const idleLimitMs = { unsubscribed: 10_000, subscribed: 600_000 };

export interface SessionParts {
  readonly connection: TcpConnection;
  /** Tells this client's work from that of all others. */
  readonly extranonce1: Uint8Array;
  readonly kernel: Pick<Kernel, 'hash'>;
  readonly jobs: PracticeJobs;
  readonly counts: ShareCounts;
  readonly clock: Clock;
  /** null: the difficulty stays as it is */
  readonly vardiff: Vardiff | null;
  readonly difficulty: number;
}

/** One connected client of the practice pool. */
export class ClientSession {
  readonly #parts: SessionParts;
  readonly #book: ShareBook;
  readonly #limit: MessageLimit;
  readonly #workers = new Set<string>();
  #subscribed = false;
  #badMessages = 0;
  #heardAt: number;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.#book = new ShareBook(parts.extranonce1, parts.kernel, parts.jobs);
    this.#heardAt = parts.clock.now();
    this.#limit = new MessageLimit(this.#heardAt);
  }

  /** Serves the client until the connection ends. @throws whatever ended it before its time */
  async run(): Promise<void> {
    const splitter = new LineSplitter({ maxLength: maxLineLength, overlong: 'throw' });
    for await (const chunk of this.#parts.connection.chunks) {
      for (const line of splitter.push(chunk)) {
        if (!this.#receive(line)) return;
      }
    }
  }

  /** Gives the client the newest job. */
  sendJob(cleanJobs: boolean): void {
    if (!this.#subscribed) return;
    const job = this.#parts.jobs.current;
    const id = this.#book.issue(job, this.#difficulty);
    this.#parts.connection.send(encodeJob({ ...job, id, cleanJobs }));
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
      this.#handle(decodeClientMessage(line));
    } catch (error) {
      if (!(error instanceof BadStratumMessageError)) throw error;
      this.#badMessages += 1;
      this.#refuseBad(error);
    }
    return this.#badMessages < maxBadMessages;
  }

  #handle(message: ClientMessage): void {
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
        this.#answer(message.id, true);
        if (this.#parts.vardiff?.suggest(message.difficulty, this.#heardAt)) this.#sendDifficulty();
        break;
      case 'extranonce-subscribe':
        this.#answer(message.id, true);
        break;
      case 'unknown':
        this.#refuse(message.id, stratumCodes.other, 'Not supported.');
        break;
      case 'answer':
        break;
    }
  }

  #subscribe(id: RequestId): void {
    const { connection, extranonce1 } = this.#parts;
    const extranonce = { extranonce1, extranonce2Bytes: extranonceBytes };
    connection.send(encodeSubscription(id, extranonce, toHex(extranonce1)));
    this.#subscribed = true;
    this.#sendDifficulty();
  }

  #authorize(id: RequestId, worker: string): void {
    if (worker === '' || this.#workers.size >= maxWorkers) {
      this.#reject(id, 'unauthorized', false);
      return;
    }
    this.#workers.add(worker);
    this.#answer(id, true);
  }

  #submit(id: RequestId, share: StratumShare): void {
    if (!this.#subscribed) this.#reject(id, 'not-subscribed');
    else if (!this.#workers.has(share.worker)) this.#reject(id, 'unauthorized');
    else {
      const result = this.#book.check(share, this.#heardAt);
      if (typeof result === 'string') this.#reject(id, result);
      else this.#accept(id, result);
    }
  }

  #accept(id: RequestId, difficulty: number): void {
    this.#parts.counts.accept();
    this.#answer(id, true);
    const { vardiff } = this.#parts;
    // Shares of earlier jobs say nothing about the present difficulty.
    if (difficulty !== vardiff?.difficulty) return;
    if (vardiff.share(this.#heardAt)) this.#sendDifficulty();
  }

  /** A difficulty holds for the jobs after it, so one follows at once. */
  #sendDifficulty(): void {
    if (!this.#subscribed) return;
    this.#parts.connection.send(encodeDifficulty(this.#difficulty));
    this.sendJob(false);
  }

  #refuseBad(error: BadStratumMessageError): void {
    if (error.message.startsWith('mining.submit')) this.#parts.counts.reject('malformed');
    this.#refuse(error.requestId, stratumCodes.other, error.message);
  }

  #reject(id: RequestId, reason: RejectReason, isShare = true): void {
    if (isShare) this.#parts.counts.reject(reason);
    const { code, message } = failureOf(reason);
    this.#refuse(id, code, message);
  }

  #refuse(id: RequestId, code: number, message: string): void {
    this.#parts.connection.send(encodeAnswer(id, null, { code, message }));
  }

  #answer(id: RequestId, result: unknown): void {
    this.#parts.connection.send(encodeAnswer(id, result, null));
  }
}
