import { backoffDelay } from '../../../../electron/base/backoff.ts';
import type { Clock } from '../../../../electron/base/clock.ts';
import type { MiningJob } from '../mining/mining-job.ts';
import { isFinal, problemOfClose, type LinkProblem } from './link-problem.ts';
import { nextLinkState, type LinkEvent, type LinkState } from './link-states.ts';
import {
  BadBridgeMessageError,
  decodeBridgeMessage,
  encodeIdentify,
  encodePing,
  encodeShare,
  type BridgeMessage,
  type Identity,
  type ShareResult,
} from './messages.ts';

/** What of a WebSocket is used here. */
export interface BridgeSocket {
  send(text: string): void;
  close(): void;
}

export interface SocketListener {
  readonly onOpen: () => void;
  readonly onMessage: (data: unknown) => void;
  /** The last that is heard. @param code  as WebSockets have them */
  readonly onClose: (code: number, reason: string) => void;
}

export interface LinkListener {
  readonly onChange: () => void;
  /** @param job  null: there is nothing to do until the next comes */
  readonly onJob: (job: MiningJob | null) => void;
  readonly onShareResult: (result: ShareResult) => void;
}

export interface LinkParts {
  readonly connect: (listener: SocketListener) => BridgeSocket;
  readonly identity: () => Identity;
  readonly clock: Clock;
  readonly listener: LinkListener;
  readonly random?: () => number;
}

/** Bridges send clients away from which they hear nothing. */
const pingMs = 30_000;
/** A bridge that is there answers in less, over the slowest network. */
const answerMs = 20_000;
const watchMs = 5_000;
/** Messages without sense before the bridge is taken for something else. */
const maxNonsense = 5;
const backoff = { firstMs: 1_000, maxMs: 30_000, jitter: 0.3 };

/** Keeps the page connected to its bridge for as long as mining is wanted. */
export class BridgeLink {
  readonly #parts: LinkParts;
  #state: LinkState = 'closed';
  #problem: LinkProblem | null = null;
  #retryAt: number | null = null;
  #attempt = 0;
  #nonsense = 0;
  #socket: BridgeSocket | null = null;
  #stopWaiting: () => void = () => undefined;
  #stopWatching: () => void = () => undefined;
  #heardAt = 0;
  #askedAt = 0;

  constructor(parts: LinkParts) {
    this.#parts = parts;
  }

  get state(): LinkState {
    return this.#state;
  }

  /** Why it is not connected, or was not the last time; null while all is well. */
  get problem(): LinkProblem | null {
    return this.#problem;
  }

  /** Epoch ms of the next attempt; null unless backing off. */
  get retryAt(): number | null {
    return this.#retryAt;
  }

  open(): void {
    if (!this.#move('open')) return;
    this.#problem = null;
    this.#attempt = 0;
    this.#connect();
  }

  close(): void {
    if (!this.#move('close')) return;
    this.#problem = null;
    this.#drop();
    this.#parts.listener.onChange();
  }

  /** Tries at once instead of waiting. */
  retry(): void {
    if (this.#move('retry')) this.#connect();
  }

  /** Says who we are again, as a name has changed. */
  identify(): void {
    if (this.#isOpen) this.#socket?.send(encodeIdentify(this.#parts.identity()));
  }

  /** @returns whether it was sent */
  share(job: MiningJob, nonce: number): boolean {
    if (!this.#isOpen) return false;
    this.#socket?.send(encodeShare(job, nonce, this.#parts.identity().worker));
    return true;
  }

  get #isOpen(): boolean {
    return this.#state === 'waiting' || this.#state === 'working';
  }

  #connect(): void {
    this.#drop();
    const { clock, connect, listener } = this.#parts;
    this.#nonsense = 0;
    this.#askedAt = clock.now();
    this.#heardAt = 0;
    // What an earlier socket still has to say is nothing to us.
    const isCurrent = (): boolean => this.#socket === socket;
    const socket = connect({
      onOpen: () => isCurrent() && this.#opened(),
      onMessage: (data) => isCurrent() && this.#heard(data),
      onClose: (code) => isCurrent() && this.#lost(problemOfClose(code, this.#isOpen)),
    });
    this.#socket = socket;
    this.#stopWatching = clock.every(watchMs, () => this.#watch());
    listener.onChange();
  }

  #opened(): void {
    this.#move('opened');
    this.#heardAt = this.#parts.clock.now();
    this.#askedAt = this.#heardAt;
    this.identify();
    this.#parts.listener.onChange();
  }

  #heard(data: unknown): void {
    this.#heardAt = this.#parts.clock.now();
    try {
      this.#handle(decodeBridgeMessage(data));
    } catch (error) {
      if (!(error instanceof BadBridgeMessageError)) throw error;
      this.#nonsense += 1;
      if (this.#nonsense >= maxNonsense) this.#lost('nonsense');
    }
  }

  #handle(message: BridgeMessage): void {
    const { listener } = this.#parts;
    switch (message.kind) {
      case 'work':
        if (!this.#move('work')) return;
        this.#problem = null;
        this.#attempt = 0;
        listener.onJob(message.job);
        listener.onChange();
        break;
      case 'interrupt':
        if (!this.#move('interrupt')) return;
        listener.onJob(null);
        listener.onChange();
        break;
      case 'share-result':
        listener.onShareResult(message);
        break;
      case 'pong':
      case 'error':
      case 'unknown':
        break;
    }
  }

  /** Asks whether the bridge is still there, and gives it up when it does not say so. */
  #watch(): void {
    const now = this.#parts.clock.now();
    const isAnswered = this.#heardAt >= this.#askedAt;
    if (!isAnswered && now - this.#askedAt >= answerMs) {
      this.#lost(this.#isOpen ? 'lost' : 'unreachable');
    } else if (isAnswered && this.#isOpen && now - this.#askedAt >= pingMs) {
      this.#askedAt = now;
      this.#socket?.send(encodePing());
    }
  }

  #lost(problem: LinkProblem): void {
    this.#drop();
    this.#problem = problem;
    if (isFinal(problem)) this.#move('refused');
    else if (this.#move('lost')) this.#waitToRetry();
    this.#parts.listener.onJob(null);
    this.#parts.listener.onChange();
  }

  #waitToRetry(): void {
    const { clock, random } = this.#parts;
    const delayMs = backoffDelay(this.#attempt, backoff, random);
    this.#attempt += 1;
    this.#retryAt = clock.now() + delayMs;
    this.#stopWaiting = clock.after(delayMs, () => this.retry());
  }

  #drop(): void {
    const socket = this.#socket;
    this.#socket = null;
    this.#retryAt = null;
    this.#stopWaiting();
    this.#stopWatching();
    socket?.close();
  }

  /** @returns whether the event changed anything */
  #move(event: LinkEvent): boolean {
    const next = nextLinkState(this.#state, event);
    if (next) this.#state = next;
    return next !== null;
  }
}
