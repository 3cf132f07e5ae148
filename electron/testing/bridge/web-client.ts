import { WebSocket, type ClientOptions } from 'ws';
import { until } from '../until.ts';

export type Message = Readonly<Record<string, unknown>> & { readonly type: string };

/** A WebSocket client that does what a test says. */
export class TestWebClient implements AsyncDisposable {
  /** All that came, oldest first. */
  readonly messages: Message[] = [];
  readonly texts: string[] = [];
  readonly #ws: WebSocket;
  /** Set when the connection has ended. */
  closed: { readonly code: number; readonly reason: string } | undefined;

  private constructor(ws: WebSocket) {
    this.#ws = ws;
    ws.on('message', (data: Buffer) => {
      this.texts.push(data.toString());
      this.messages.push(JSON.parse(data.toString()) as Message);
    });
    ws.on('close', (code, reason) => (this.closed = { code, reason: reason.toString() }));
    ws.on('error', () => undefined);
  }

  /** @param url  as the bridge tells it: http */
  static async open(url: string, options: ClientOptions & { protocols?: string[] } = {}) {
    const { protocols = [], ...rest } = options;
    const ws = new WebSocket(url.replace(/^http/, 'ws'), protocols, rest);
    const client = new TestWebClient(ws);
    await until('the connection', () => ws.readyState !== WebSocket.CONNECTING);
    return client;
  }

  get protocol(): string {
    return this.#ws.protocol;
  }

  send(message: unknown): void {
    this.#ws.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** Reads no more. */
  pause(): void {
    this.#ws.pause();
  }

  /** The newest message of a type, once there are as many. */
  latest(type: string, count = 1): Promise<Message> {
    return until(`${count} of ${type}`, () => {
      const all = this.messages.filter((message) => message.type === type);
      return all.length >= count && all.at(-1);
    });
  }

  /** Sends a share and takes the answer to it. */
  async share(share: object): Promise<Message> {
    const before = this.messages.filter(({ type }) => type === 'share_result').length;
    this.send({ type: 'share', ...share });
    return await this.latest('share_result', before + 1);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ws.terminate();
    await until('the end', () => this.closed);
  }
}
