import { WebSocket } from 'ws';
import { z } from 'zod';
import { AppError } from '../base/app-error.ts';
import { ErrorBody, type ErrorCode } from '../contract/errors.ts';
import {
  apiBase,
  operations,
  type Api,
  type EventName,
  type EventPayload,
} from '../contract/index.ts';
import { restRequest } from '../contract/request.ts';

/** A call may wait for a miner to end, which takes at most its stop deadlines. */
const callTimeoutMs = 60_000;

export interface HttpApiOptions {
  /** `http://127.0.0.1:9090/` */
  readonly url: string;
  readonly token: string;
}

/** The running service, seen through its HTTP door. */
export class HttpApi implements Api, Disposable {
  readonly #base: string;
  readonly #headers: { authorization: string };
  readonly #listeners = new Map<EventName, Set<(payload: never) => void>>();
  #socket: WebSocket | undefined;

  constructor({ url, token }: HttpApiOptions) {
    this.#base = url.replace(/\/$/, '') + apiBase;
    this.#headers = { authorization: `Bearer ${token}` };
  }

  readonly call: Api['call'] = async (name, input) => {
    const { route, output } = operations[name];
    const { method, path, body } = restRequest(route, input);
    const response = await fetch(this.#base + path, {
      method,
      headers: {
        ...this.#headers,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(callTimeoutMs),
    }).catch((error: unknown) => {
      throw new ServiceUnreachableError({ cause: error });
    });
    const value: unknown = await response.json();
    if (!response.ok) throw new RemoteError(value);
    return output.parse(value) as never;
  };

  readonly on: Api['on'] = (name, listener) => {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners);
    listeners.add(listener);
    this.#subscribe();
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(name);
      this.#subscribe();
    };
  };

  [Symbol.dispose](): void {
    this.#socket?.terminate();
  }

  #subscribe(): void {
    const socket = (this.#socket ??= this.#connect());
    if (socket.readyState !== WebSocket.OPEN) return;
    socket.send(JSON.stringify({ subscribe: [...this.#listeners.keys()] }));
  }

  #connect(): WebSocket {
    const url = `${this.#base.replace(/^http/, 'ws')}/events`;
    const socket = new WebSocket(url, { headers: this.#headers });
    socket.on('open', () => this.#subscribe());
    socket.on('message', (data: Buffer) => {
      const { event, payload } = EventMessage.parse(JSON.parse(data.toString('utf8')));
      for (const listener of this.#listeners.get(event as EventName) ?? []) {
        listener(payload as EventPayload<EventName> as never);
      }
    });
    // The command that listens sees the end of the service by its own calls.
    socket.on('error', () => socket.terminate());
    return socket;
  }
}

const EventMessage = z.object({ event: z.string(), payload: z.unknown() });

/** An error the service answered with, told on as it is. */
class RemoteError extends AppError {
  readonly code: ErrorCode;
  readonly userMessage: string;
  override readonly suggestion: string | undefined;
  override readonly details: unknown;
  override readonly retryable: boolean;

  constructor(answer: unknown) {
    const body = ErrorBody.parse(answer);
    super(`the service answered ${body.code}`);
    this.code = body.code;
    this.userMessage = body.message;
    this.suggestion = body.suggestion;
    this.details = body.details;
    this.retryable = body.retryable;
  }
}

class ServiceUnreachableError extends AppError {
  readonly code = 'service-not-running';
  readonly userMessage = 'The Rigwright service does not answer.';
  override readonly suggestion = 'Start it with “rigwright serve”.';
  override readonly retryable = true;
  constructor(options: ErrorOptions) {
    super('the service does not answer', options);
  }
}
