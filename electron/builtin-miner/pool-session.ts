import type { Clock } from '../base/clock.ts';
import { connectTcp } from '../platform/net/connect-tcp.ts';
import type { TcpConnection } from '../platform/net/tcp-connection.ts';
import { LineSplitter } from '../protocols/framing/line-splitter.ts';
import {
  encodeAuthorize,
  encodeExtranonceSubscribe,
  encodeSubmit,
  encodeSubscribe,
} from '../protocols/stratum/bitcoin/client-messages.ts';
import type { Extranonce, StratumJob, StratumShare } from '../protocols/stratum/bitcoin/job.ts';
import type { ServerMessage } from '../protocols/stratum/bitcoin/server-messages.ts';
import {
  decodeServerMessage,
  decodeSubscription,
} from '../protocols/stratum/bitcoin/server-messages.ts';
import { encodeAnswer } from '../protocols/stratum/envelope.ts';
import { stratumCodes, type StratumFailure } from '../protocols/stratum/stratum-errors.ts';
import type { MinerPool } from './miner-options.ts';
import { PoolRefusedError, PoolSilentError } from './pool-errors.ts';
import { RequestLedger, type PoolAnswer } from './request-ledger.ts';

/** The longest real jobs have some 40,000 characters. */
const maxLineLength = 256 * 1024;

/** Pools give a new job every half a minute or so; who says nothing for as long is gone. */
const silenceLimitMs = 300_000;

/** A job, and what the pool said before it. */
export interface PoolWork {
  readonly job: StratumJob;
  readonly extranonce: Extranonce;
  readonly difficulty: number;
}

export interface PoolSession extends AsyncDisposable {
  readonly pool: MinerPool;
  /** Address that the pool's name stands for. */
  readonly ip: string;
  /** Epoch ms */
  readonly since: number;
  /** Why the session has ended; undefined where the pool just closed it. Never rejects. */
  readonly ended: Promise<unknown>;
  /** Calls back with the newest work, if there is any yet, and with all that follows. */
  onWork(listener: (work: PoolWork) => void): void;
  /** @throws {AppError} where no answer comes */
  submit(share: Omit<StratumShare, 'worker'>): Promise<PoolAnswer>;
}

export interface SessionOptions {
  readonly userAgent: string;
  readonly clock: Clock;
  /** Ends the opening; an open session is closed by its owner. */
  readonly signal: AbortSignal;
}

/**
 * Connects, subscribes and logs in.
 *
 * @throws {AppError}  where the pool is not reached, does not answer or does not let us in
 */
export async function openPoolSession(
  pool: MinerPool,
  { userAgent, clock, signal }: SessionOptions,
): Promise<PoolSession> {
  await using opening = new AsyncDisposableStack();
  const { host, port } = pool;
  const connection = opening.use(await connectTcp({ host, port, signal }));
  const requests = new RequestLedger(pool.name, clock);
  const state = new SessionState(connection, requests);
  const ended = follow(connection, state, requests, clock);
  using _ = abortingWith(signal, connection);

  const subscribed = await requests.send((id) => connection.send(encodeSubscribe(id, userAgent)));
  if (subscribed.failure) throw new PoolRefusedError(pool.name, subscribed.failure);
  state.useExtranonce(decodeSubscription(subscribed.result));
  const { user, password } = pool;
  const login = await requests.send((id) => connection.send(encodeAuthorize(id, user, password)));
  if (login.failure) throw new PoolRefusedError(pool.name, login.failure);
  // Most pools do not know it, and that is an answer, too.
  connection.send(encodeExtranonceSubscribe(null));

  const kept = opening.move();
  return {
    pool,
    ip: connection.remoteAddress,
    since: clock.now(),
    ended,
    onWork: (listener) => state.onWork(listener),
    submit: (share) =>
      requests.send((id) => connection.send(encodeSubmit(id, { worker: user, ...share }))),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

/** As long as it is kept, the connection breaks off when the signal says so. */
function abortingWith(signal: AbortSignal, connection: TcpConnection): Disposable {
  const abort = (): void => connection.abort();
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  return { [Symbol.dispose]: () => signal.removeEventListener('abort', abort) };
}

/** Reads until the connection ends. @returns why it has ended */
async function follow(
  connection: TcpConnection,
  state: SessionState,
  requests: RequestLedger,
  clock: Clock,
): Promise<unknown> {
  const splitter = new LineSplitter({ maxLength: maxLineLength, overlong: 'throw' });
  let reason: unknown;
  let heardAt = clock.now();
  const stop = clock.every(10_000, () => {
    const isSilent = clock.now() - heardAt > silenceLimitMs;
    if (!isSilent && !requests.isOverdue) return;
    reason = new PoolSilentError(connection.name, isSilent ? 'it says nothing' : 'no answer');
    connection.abort();
  });
  try {
    for await (const chunk of connection.chunks) {
      heardAt = clock.now();
      for (const line of splitter.push(chunk)) {
        if (line.trim() !== '') state.receive(decodeServerMessage(line));
      }
    }
  } catch (error) {
    reason = error;
  } finally {
    stop();
    connection.abort();
    requests.fail(reason);
  }
  return reason;
}

/** What the pool has said last. */
class SessionState {
  readonly #connection: TcpConnection;
  readonly #requests: RequestLedger;
  #extranonce: Extranonce | null = null;
  /** Holds until the pool says otherwise. */
  #difficulty = 1;
  #job: StratumJob | null = null;
  #work: PoolWork | null = null;
  #listener: (work: PoolWork) => void = () => undefined;

  constructor(connection: TcpConnection, requests: RequestLedger) {
    this.#connection = connection;
    this.#requests = requests;
  }

  onWork(listener: (work: PoolWork) => void): void {
    this.#listener = listener;
    if (this.#work) listener(this.#work);
  }

  useExtranonce(extranonce: Extranonce): void {
    this.#extranonce = extranonce;
    // A pool may send its first job before the answer that it needs.
    if (this.#job && !this.#work) this.#announce(this.#job);
  }

  receive(message: ServerMessage): void {
    switch (message.kind) {
      case 'answer':
        this.#requests.answer(message.id, message.result, message.error);
        break;
      case 'job':
        this.#job = message.job;
        this.#announce(message.job);
        break;
      case 'difficulty':
        this.#difficulty = message.difficulty;
        break;
      case 'extranonce':
        this.#extranonce = message.extranonce;
        break;
      case 'reconnect':
        this.#connection.abort();
        break;
      case 'get-version':
        this.#connection.send(encodeAnswer(message.id, 'rigwright', null));
        break;
      case 'unknown':
        // A request waits for an answer; an announcement does not.
        if (message.id !== null) {
          this.#connection.send(encodeAnswer(message.id, null, notSupported));
        }
        break;
      case 'show-message':
        break;
    }
  }

  #announce(job: StratumJob): void {
    if (!this.#extranonce) return;
    this.#work = { job, extranonce: this.#extranonce, difficulty: this.#difficulty };
    this.#listener(this.#work);
  }
}

const notSupported: StratumFailure = { code: stratumCodes.other, message: 'Not supported.' };
