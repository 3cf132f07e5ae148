import type { Connect, LineConnection } from '../pool-session/line-connection.ts';

/** A connection without a network, at whose other end a test sits. */
export class ScriptedLine implements LineConnection {
  readonly name = 'pool.example:3333';
  readonly remoteAddress = '192.0.2.1';
  readonly tls = null;
  /** All that was said to the pool, oldest first. */
  readonly sent: string[] = [];
  /** Broken off, or closed. */
  isOver = false;
  readonly #waiting: Uint8Array[] = [];
  #end: { readonly error: unknown } | null = null;
  #wake: () => void = () => undefined;

  /** Connects any address with this line. */
  readonly connect: Connect = ({ host, port }, { signal, onStep }) => {
    signal.throwIfAborted();
    this.connectedTo = `${host}:${port}`;
    for (const step of ['name', 'connection'] as const) onStep?.(step);
    return Promise.resolve(this);
  };

  connectedTo: string | null = null;

  /** What was said to the pool, as values, without the requests of the given methods. */
  messages(...without: string[]): Readonly<Record<string, unknown>>[] {
    const all = this.sent.map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
    return all.filter(({ method }) => !without.includes(String(method)));
  }

  /** The pool says something: text as it is, anything else as a line of JSON. */
  say(...said: unknown[]): void {
    for (const each of said) {
      const text = typeof each === 'string' ? each : `${JSON.stringify(each)}\n`;
      this.#waiting.push(new TextEncoder().encode(text));
    }
    this.#wake();
  }

  /** The pool closes the connection. @param error  with which it breaks */
  end(error?: unknown): void {
    this.#end ??= { error };
    this.#wake();
  }

  readonly chunks: AsyncIterable<Uint8Array> = this.#read();

  send(text: string): void {
    if (!this.isOver) this.sent.push(...text.split('\n').filter((line) => line !== ''));
  }

  abort(): void {
    this.isOver = true;
    this.end();
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.abort();
    return Promise.resolve();
  }

  async *#read(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const chunk = this.#waiting.shift();
      if (chunk) yield chunk;
      else if (this.#end) {
        if (this.#end.error !== undefined) throw this.#end.error;
        return;
      } else {
        const { promise, resolve } = Promise.withResolvers<void>();
        this.#wake = resolve;
        await promise;
      }
    }
  }
}

/** Lets what is under way go on until it waits for something. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
