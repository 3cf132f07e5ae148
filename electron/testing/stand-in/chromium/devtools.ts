import type { CDPSession } from 'playwright-core';
import type { PageEvent } from './page-event.ts';

interface Waiting {
  readonly method: string;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

interface Message {
  readonly id?: number;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
  readonly sessionId?: string;
}

export type SendCommand = CDPSession['send'];

/** Chromium's DevTools protocol over one WebSocket: the browser and any number of its pages. */
export class DevTools {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, Waiting>();
  readonly #pages = new Map<string, (event: PageEvent) => void>();
  #lastId = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => this.#receive(String(data)));
    socket.addEventListener('close', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('Chromium has gone'));
      this.#waiting.clear();
    });
  }

  /** @param url  WebSocket address of the browser itself */
  static connect(url: string): Promise<DevTools> {
    const socket = new WebSocket(url);
    return new Promise((resolve, reject) => {
      socket.addEventListener('open', () => resolve(new DevTools(socket)), { once: true });
      socket.addEventListener('error', () => reject(new Error(`no DevTools at ${url}`)), {
        once: true,
      });
    });
  }

  /** A command to the browser. */
  readonly send: SendCommand = (method, params) => this.#send(method, params, undefined);

  /** @returns how to send commands to a page whose events go to `onEvent` */
  page(sessionId: string, onEvent: (event: PageEvent) => void): SendCommand {
    this.#pages.set(sessionId, onEvent);
    return (method, params) => this.#send(method, params, sessionId);
  }

  forget(sessionId: string): void {
    this.#pages.delete(sessionId);
  }

  #send<Result>(method: string, params: object | undefined, sessionId: string | undefined) {
    const id = ++this.#lastId;
    return new Promise<Result>((resolve, reject) => {
      if (this.#socket.readyState !== WebSocket.OPEN) {
        reject(new Error('Chromium has gone'));
        return;
      }
      // Only the protocol knows which result belongs to which command.
      const settle = resolve as (result: unknown) => void;
      this.#waiting.set(id, { method, resolve: settle, reject });
      this.#socket.send(JSON.stringify({ id, method, params: params ?? {}, sessionId }));
    });
  }

  #receive(text: string): void {
    const message = JSON.parse(text) as Message;
    if (message.id === undefined) {
      if (message.sessionId !== undefined) {
        this.#pages.get(message.sessionId)?.(message as unknown as PageEvent);
      }
      return;
    }
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.error) waiting?.reject(new Error(`${waiting.method}: ${message.error.message}`));
    else waiting?.resolve(message.result);
  }
}
