import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';

/**
 * The bytes of an answer. What came before a connection broke can still be read after it; Node would throw
 * it away.
 */
export class AnswerBody {
  readonly #message: IncomingMessage;
  readonly #kept = new PassThrough();
  #failure: unknown;

  constructor(message: IncomingMessage) {
    this.#message = message;
    message.on('data', (chunk: Buffer) => {
      if (this.#kept.writable && !this.#kept.write(chunk)) message.pause();
    });
    this.#kept.on('drain', () => message.resume());
    const end = (): void => {
      if (this.#kept.writable) this.#kept.end();
    };
    message.once('end', end);
    message.once('close', end);
    message.once('error', (error) => {
      this.#failure = error;
      end();
    });
  }

  get headers(): IncomingHttpHeaders {
    return this.#message.headers;
  }

  /** Bytes that the answer says it has, null where it does not say. */
  get statedLength(): number | null {
    const text = this.headers['content-length'];
    return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
  }

  /**
   * All of it, once.
   * @throws the error with which the connection ended, after what came before
   */
  async *read(): AsyncGenerator<Buffer> {
    yield* this.#kept as AsyncIterable<Buffer>;
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** Closes the connection. @param reason  what whoever reads is to be told */
  destroy(reason?: Error): void {
    this.#failure ??= reason;
    this.#message.destroy(reason);
  }
}
