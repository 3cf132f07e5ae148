/** Chunks that wait for their one reader. */
export class MessageQueue {
  readonly #waiting: Uint8Array[] = [];
  #end: { readonly error: unknown } | null = null;
  #wake: () => void = () => undefined;

  get size(): number {
    return this.#waiting.length;
  }

  push(chunk: Uint8Array): void {
    this.#waiting.push(chunk);
    this.#wake();
  }

  /** What waits is still read. @param error  what the reading then ends with; undefined: nothing */
  end(error?: unknown): void {
    this.#end ??= { error };
    this.#wake();
  }

  /** @param onTaken  called after each chunk that is taken */
  async *read(onTaken: () => void): AsyncGenerator<Uint8Array> {
    for (;;) {
      const chunk = this.#waiting.shift();
      if (chunk) {
        onTaken();
        yield chunk;
      } else if (this.#end) {
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
