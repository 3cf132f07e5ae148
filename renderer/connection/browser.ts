import { shallowRef } from 'vue';
import type { Api } from '../../electron/contract/index.ts';
import { apiBase } from '../../electron/contract/index.ts';
import { ApiError } from './api-error.ts';
import type { Connection, ConnectionState } from './connection.ts';
import { EventSocket } from './event-socket.ts';
import { callRest } from './rest.ts';

/** Waits before attempts to reconnect: short for a restart of the service, then patient. */
const retryDelaysMs = [500, 1_000, 2_000, 4_000, 8_000, 15_000] as const;

export interface BrowserConnectionOptions {
  /** Origin of the page, as `location.origin`. */
  readonly origin: string;
  readonly request?: typeof fetch;
  readonly makeSocket?: (url: string) => WebSocket;
}

/** The way over HTTP and WebSocket, as any browser has it. It keeps trying for as long as the page lives. */
export function openBrowserConnection(options: BrowserConnectionOptions): Connection {
  const request = options.request ?? fetch.bind(globalThis);
  const state = shallowRef<ConnectionState>({ kind: 'connecting' });
  const reconnectListeners = new Set<() => void>();
  let wasConnected = false;
  let lostAt = Date.now();
  let attempt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const socket = new EventSocket({
    url: `${options.origin.replace(/^http/, 'ws')}${apiBase}/events`,
    ...(options.makeSocket && { makeSocket: options.makeSocket }),
    onOpen() {
      const again = wasConnected;
      wasConnected = true;
      attempt = 0;
      state.value = { kind: 'connected' };
      if (again) for (const listener of reconnectListeners) listener();
    },
    onClose() {
      if (state.value.kind === 'unauthorised') return;
      if (state.value.kind === 'connected') lostAt = Date.now();
      scheduleRetry();
    },
  });

  function scheduleRetry(): void {
    clearTimeout(timer);
    const delayMs = retryDelaysMs[Math.min(attempt, retryDelaysMs.length - 1)] ?? 15_000;
    attempt += 1;
    state.value = { kind: 'offline', since: lostAt, retryAt: Date.now() + delayMs };
    timer = setTimeout(() => void tryAgain(), delayMs);
  }

  /** A browser does not say why a WebSocket was refused, so a plain request asks first. */
  async function tryAgain(): Promise<void> {
    try {
      await callRest('system.info', {}, request);
      socket.connect();
    } catch (error) {
      if (!noticeRefusal(error)) scheduleRetry();
    }
  }

  /** @returns whether the service wants a token we do not have */
  function noticeRefusal(error: unknown): boolean {
    if (!(error instanceof ApiError)) return false;
    if (error.code !== 'no-token' && error.code !== 'wrong-token') return false;
    clearTimeout(timer);
    state.value = { kind: 'unauthorised' };
    socket.close();
    return true;
  }

  const api: Api = {
    async call(name, input) {
      try {
        return await callRest(name, input, request);
      } catch (error) {
        noticeRefusal(error);
        throw error;
      }
    },
    on: (name, listener) => socket.on(name, listener),
  };

  void tryAgain();
  return {
    api,
    host: 'browser',
    state,
    onReconnect(listener) {
      reconnectListeners.add(listener);
      return () => reconnectListeners.delete(listener);
    },
    retryNow() {
      if (state.value.kind !== 'offline') return;
      clearTimeout(timer);
      void tryAgain();
    },
  };
}
