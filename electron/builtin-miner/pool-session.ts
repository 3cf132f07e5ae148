import type { Clock } from '../base/clock.ts';
import { connectTcp } from '../platform/net/connect-tcp.ts';
import type { TcpConnection } from '../platform/net/tcp-connection.ts';
import { LineSplitter } from '../protocols/framing/line-splitter.ts';
import { encodeAnswer } from '../protocols/stratum/envelope.ts';
import { stratumCodes, type StratumFailure } from '../protocols/stratum/stratum-errors.ts';
import type { Aim, AnyJob, Dialect, PoolMessage, PoolWork, Solution } from './dialects/dialect.ts';
import type { MinerPool } from './miner-options.ts';
import { PoolRefusedError, PoolSilentError } from './pool-errors.ts';
import { RequestLedger, type PoolAnswer } from './request-ledger.ts';

/** The longest real jobs have some 40,000 characters. */
const maxLineLength = 256 * 1024;

/** Pools give a new job every half a minute or so; who says nothing for as long is gone. */
const silenceLimitMs = 300_000;

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
  submit(work: PoolWork, solution: Solution): Promise<PoolAnswer>;
}

export interface SessionOptions {
  readonly dialect: Dialect;
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
  { dialect, userAgent, clock, signal }: SessionOptions,
): Promise<PoolSession> {
  await using opening = new AsyncDisposableStack();
  const { host, port } = pool;
  const connection = opening.use(await connectTcp({ host, port, signal }));
  const requests = new RequestLedger(pool.name, clock);
  const state = new SessionState(dialect, connection, requests);
  const ended = follow(connection, state, requests, clock);
  using _ = abortingWith(signal, connection);

  const ask = (encode: (id: number) => string): Promise<PoolAnswer> =>
    requests.send((id) => connection.send(encode(id)));
  const subscribed = await ask((id) => dialect.encodeSubscribe(id, userAgent));
  if (subscribed.failure) throw new PoolRefusedError(pool.name, subscribed.failure);
  state.useExtranonce(dialect.decodeSubscription(subscribed.result));
  const { user, password } = pool;
  const login = await ask((id) => dialect.encodeAuthorize(id, user, password));
  if (login.failure) throw new PoolRefusedError(pool.name, login.failure);
  // Most pools do not know it, and that is an answer, too.
  connection.send(dialect.encodeExtranonceSubscribe(null));

  const kept = opening.move();
  return {
    pool,
    ip: connection.remoteAddress,
    since: clock.now(),
    ended,
    onWork: (listener) => state.onWork(listener),
    submit: (work, solution) => ask((id) => dialect.encodeSubmit(id, user, work, solution)),
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
        if (line.trim() !== '') state.receive(line);
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
  readonly #dialect: Dialect;
  readonly #connection: TcpConnection;
  readonly #requests: RequestLedger;
  #extranonce: { readonly value: unknown } | null = null;
  #aim: Aim | null;
  #job: AnyJob | null = null;
  #work: PoolWork | null = null;
  #listener: (work: PoolWork) => void = () => undefined;

  constructor(dialect: Dialect, connection: TcpConnection, requests: RequestLedger) {
    this.#dialect = dialect;
    this.#aim = dialect.firstAim;
    this.#connection = connection;
    this.#requests = requests;
  }

  onWork(listener: (work: PoolWork) => void): void {
    this.#listener = listener;
    if (this.#work) listener(this.#work);
  }

  /** Holds for the jobs after it. */
  useExtranonce(value: unknown): void {
    this.#extranonce = { value };
    this.#announceFirst();
  }

  /** @throws {BadStratumMessageError} */
  receive(line: string): void {
    const message: PoolMessage = this.#dialect.decode(line);
    switch (message.kind) {
      case 'answer':
        this.#requests.answer(message.id, message.result, message.error);
        break;
      case 'job':
        this.#job = message.job;
        this.#announce(message.job);
        break;
      case 'aim':
        this.#aim = message.aim;
        this.#announceFirst();
        break;
      case 'extranonce':
        this.useExtranonce(message.extranonce);
        break;
      case 'reconnect':
        this.#connection.abort();
        break;
      case 'get-version':
        this.#connection.send(encodeAnswer(message.id, 'rigwright', null));
        break;
      case 'ping':
        if (message.id !== null) this.#connection.send(encodeAnswer(message.id, 'pong', null));
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

  /** A pool may send its first job before what that job needs. */
  #announceFirst(): void {
    if (this.#job && !this.#work) this.#announce(this.#job);
  }

  #announce(job: AnyJob): void {
    if (!this.#extranonce || !this.#aim) return;
    this.#work = { job, extranonce: this.#extranonce.value, aim: this.#aim };
    this.#listener(this.#work);
  }
}

const notSupported: StratumFailure = { code: stratumCodes.other, message: 'Not supported.' };
