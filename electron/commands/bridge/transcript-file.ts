import { closeSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { storageError } from '../../base/storage-error.ts';
import type { BridgeDialect } from '../../contract/values/bridge.ts';
import type { Connect } from '../../pool-session/line-connection.ts';
import { recordedConnection, type OnLine } from '../../pool-session/recorded-connection.ts';
import { encodeTranscriptLine } from '../../protocols/stratum/transcript.ts';

/** As much as weeks of one session say. */
const maxBytes = 256 * 1024 * 1024;

export interface TranscriptOptions {
  readonly file: string;
  readonly dialect: BridgeDialect;
  /** Texts that must not stand in it. */
  readonly secrets: readonly string[];
  readonly now: () => number;
  /** Told once where no more can be written. */
  readonly onEnd: (problem: string) => void;
}

/** Writes down what is said to a pool, one connection at a time, without the secrets. */
export class TranscriptFile implements Disposable {
  readonly #options: TranscriptOptions;
  readonly #startedAt: number;
  #descriptor: number | null;
  #bytes = 0;
  #isBusy = false;

  /** Begins the file anew. @throws {StorageError} */
  constructor(options: TranscriptOptions) {
    const { file, now } = options;
    this.#options = options;
    this.#startedAt = now();
    try {
      this.#descriptor = openSync(file, 'w', 0o600);
    } catch (error) {
      throw storageError(error, file, dirname(file));
    }
  }

  /**
   * Connects as before. A connection is recorded unless another one is: that of a second login, or
   * one that only looks whether a better pool is there.
   */
  recording(connect: Connect): Connect {
    return async (address, options) => {
      const connection = await connect(address, options);
      if (this.#isBusy || this.#descriptor === null) return connection;
      this.#isBusy = true;
      const chunks = untilOver(connection.chunks, () => (this.#isBusy = false));
      return recordedConnection({ ...connection, chunks }, this.#write);
    };
  }

  [Symbol.dispose](): void {
    if (this.#descriptor !== null) closeSync(this.#descriptor);
    this.#descriptor = null;
  }

  readonly #write: OnLine = (direction, line) => {
    if (this.#descriptor === null) return;
    const { dialect, secrets, file, now, onEnd } = this.#options;
    const said = {
      at: Math.max(0, now() - this.#startedAt),
      direction: direction === 'sent' ? 'client' : 'pool',
      line,
    } as const;
    const text = encodeTranscriptLine(dialect, said, secrets);
    this.#bytes += text.length;
    try {
      if (this.#bytes <= maxBytes) {
        writeSync(this.#descriptor, text);
        return;
      }
      onEnd(`The transcript ${file} is full: no more is recorded.`);
    } catch (error) {
      onEnd(storageError(error, file, dirname(file)).userMessage);
    }
    this[Symbol.dispose]();
  };
}

async function* untilOver(
  chunks: AsyncIterable<Uint8Array>,
  onOver: () => void,
): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks;
  } finally {
    onOver();
  }
}
