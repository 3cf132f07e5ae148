import { shallowRef } from 'vue';
import type { Api } from '../../electron/contract/index.ts';
import { apiBase } from '../../electron/contract/index.ts';
import { ApiError } from './api-error.ts';
import type { Connection, ConnectionState } from './connection.ts';
import { EventSocket } from './event-socket.ts';
import { callRest } from './rest.ts';

/** Waits before attempts to reconnect: short for a restart of the service, then patient. */
const retryDelaysMs = [500, 1_000, 2_000, 4_000, 8_000, 15_000] as const;

/** The rig measures itself every few seconds; silence longer than this deserves a question, ms. */
const silenceMs = 20_000;

/** A question that nobody answers for so long counts as no connection, ms. */
const answerTimeoutMs = 10_000;

export interface BrowserConnectionOptions {
  /** Origin of the page, as `location.origin`. */
  readonly origin: string;
  readonly request?: typeof fetch;
  readonly makeSocket?: (url: string) => WebSocket;
}

/** The way over HTTP and WebSocket, as any browser has it. It keeps trying for as long as the page lives. */
export class BrowserConnection implements Connection {
  readonly host = 'browser';
  readonly state = shallowRef<ConnectionState>({ kind: 'connecting' });
  readonly api: Api;
  readonly #request: typeof fetch;
  readonly #socket: EventSocket;
  readonly #reconnectListeners = new Set<() => void>();
  #wasConnected = false;
  #lastHeard = Date.now();
  #failedAttempts = 0;
  /** The next attempt or the next look at the silence: there is never more than one to come. */
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor({ origin, request, makeSocket }: BrowserConnectionOptions) {
    this.#request = request ?? fetch.bind(globalThis);
    this.#socket = new EventSocket({
      url: `${origin.replace(/^http/, 'ws')}${apiBase}/events`,
      ...(makeSocket && { makeSocket }),
      onOpen: () => this.#opened(),
      onMessage: () => {
        this.#lastHeard = Date.now();
      },
      onClose: () => this.#lost(Date.now()),
    });
    this.api = {
      call: async (name, input) => {
        try {
          return await callRest(name, input, this.#request);
        } catch (error) {
          this.#noticeRefusal(error);
          throw error;
        }
      },
      on: (name, listener) => this.#socket.on(name, listener),
    };
    void this.#connect();
  }

  readonly onReconnect = (listener: () => void): (() => void) => {
    this.#reconnectListeners.add(listener);
    return () => this.#reconnectListeners.delete(listener);
  };

  readonly retryNow = (): void => {
    if (this.state.value.kind !== 'offline') return;
    clearTimeout(this.#timer);
    void this.#connect();
  };

  /** A browser does not say why a WebSocket was refused, so a plain request asks first. */
  async #connect(): Promise<void> {
    try {
      await callRest('system.info', {}, this.#request, AbortSignal.timeout(answerTimeoutMs));
      this.#socket.connect();
    } catch (error) {
      if (!this.#noticeRefusal(error)) this.#lost(Date.now());
    }
  }

  #opened(): void {
    const again = this.#wasConnected;
    this.#wasConnected = true;
    this.#failedAttempts = 0;
    this.#lastHeard = Date.now();
    this.state.value = { kind: 'connected' };
    this.#schedule(silenceMs, () => this.#askAfterSilence());
    if (again) for (const listener of this.#reconnectListeners) listener();
  }

  /** @param at  when the rig was last heard of, where it was not out of reach already */
  #lost(at: number): void {
    const before = this.state.value;
    if (before.kind === 'unauthorised') return;
    const delayMs = retryDelaysMs[this.#failedAttempts] ?? retryDelaysMs.at(-1) ?? 15_000;
    this.#failedAttempts += 1;
    this.state.value = {
      kind: 'offline',
      since: before.kind === 'offline' ? before.since : at,
      retryAt: Date.now() + delayMs,
    };
    this.#schedule(delayMs, () => this.#connect());
  }

  /** A network that went away says nothing, so after a silence the rig is asked whether it is there. */
  async #askAfterSilence(): Promise<void> {
    const lastHeard = this.#lastHeard;
    if (Date.now() - lastHeard >= silenceMs) {
      try {
        await callRest('system.info', {}, this.#request, AbortSignal.timeout(answerTimeoutMs));
      } catch (error) {
        if (this.state.value.kind !== 'connected' || this.#noticeRefusal(error)) return;
        this.#socket.close();
        this.#lost(lastHeard);
      }
    }
    if (this.state.value.kind === 'connected') {
      this.#schedule(silenceMs, () => this.#askAfterSilence());
    }
  }

  /** @returns whether the service wants a token we do not have */
  #noticeRefusal(error: unknown): boolean {
    if (!(error instanceof ApiError)) return false;
    if (error.code !== 'no-token' && error.code !== 'wrong-token') return false;
    clearTimeout(this.#timer);
    this.state.value = { kind: 'unauthorised' };
    this.#socket.close();
    return true;
  }

  #schedule(delayMs: number, work: () => Promise<void>): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void work(), delayMs);
  }
}
