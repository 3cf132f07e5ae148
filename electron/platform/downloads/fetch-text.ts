import type { IncomingHttpHeaders } from 'node:http';
import { openAnswer } from './open-answer.ts';
import { readBody } from './read-body.ts';
import { TransferError } from './transfer-error.ts';
import { tryAgain, type Persistence } from './try-again.ts';

export interface FetchOptions {
  /** Longer answers are refused, bytes. */
  readonly maxBytes: number;
  readonly userAgent: string;
  readonly signal: AbortSignal;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Longest wait for an answer, and longest time without a byte, ms. */
  readonly timeoutMs?: number;
  readonly persistence?: Persistence;
}

const usualTimeoutMs = 15_000;

/** A person waits for it, so it gives up sooner than a download. */
const usualPersistence: Persistence = {
  fruitlessTries: 3,
  backoff: { firstMs: 500, maxMs: 2_000, jitter: 0.5 },
};

export interface FetchedAnswer {
  /** 200, 206, or 304 where `if-none-match` was sent: then without bytes */
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  /** `host:port` of whoever gave it in the end. */
  readonly server: string;
}

/**
 * Something small as the server answers it.
 *
 * @param url  https or http
 * @throws {AppError}  as `download` does
 */
export function fetchAnswer(url: string, options: FetchOptions): Promise<FetchedAnswer> {
  const { maxBytes, userAgent, signal, headers, timeoutMs = usualTimeoutMs } = options;
  const once = async (): Promise<FetchedAnswer> => {
    const answer = await openAnswer({
      url,
      headers: { ...headers, 'user-agent': userAgent },
      answerTimeoutMs: timeoutMs,
      signal,
    });
    const { status, server, body } = answer;
    const told = { status, server, headers: body.headers };
    if (status === 304) {
      body.destroy();
      return { ...told, bytes: Buffer.alloc(0) };
    }
    const chunks: Buffer[] = [];
    let length = 0;
    for await (const chunk of readBody(answer, { stallTimeoutMs: timeoutMs, signal })) {
      length += chunk.length;
      if (length > maxBytes) throw tooLong(server, maxBytes);
      chunks.push(chunk);
    }
    if (length < (body.statedLength ?? 0)) throw notWhole(server);
    return { ...told, bytes: Buffer.concat(chunks) };
  };
  const persistence = options.persistence ?? usualPersistence;
  return tryAgain(once, { persistence, reached: () => 0, signal });
}

/** The bytes of something small: a signature, a list of checksums. @throws as {@link fetchAnswer} */
export async function fetchBytes(url: string, options: FetchOptions): Promise<Buffer> {
  const { bytes } = await fetchAnswer(url, options);
  return bytes;
}

/** The same as text in UTF-8. */
export async function fetchText(url: string, options: FetchOptions): Promise<string> {
  const bytes = await fetchBytes(url, options);
  return bytes.toString('utf8');
}

/**
 * The same as JSON, to be read by a schema.
 *
 * @throws {AppError}  also where the answer is no JSON
 */
export async function fetchJson(url: string, options: FetchOptions): Promise<unknown> {
  const text = await fetchText(url, {
    ...options,
    headers: { accept: 'application/json', ...options.headers },
  });
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new TransferError(
      new URL(url).host,
      {
        code: 'download-failed',
        sentence: 'answered with something else than the list it was asked for.',
        suggestion: 'A login page of the network may stand between, or the mirror is none.',
        again: 'no',
      },
      { cause },
    );
  }
}

function tooLong(server: string, maxBytes: number): TransferError {
  return new TransferError(server, {
    code: 'download-failed',
    sentence: `answered with more than ${maxBytes} bytes.`,
    suggestion: 'Check the address of the mirror if there is one.',
    again: 'no',
  });
}

function notWhole(server: string): TransferError {
  return new TransferError(server, {
    code: 'download-failed',
    sentence: 'broke the connection off before everything had come.',
    suggestion: 'Try again.',
    again: 'yes',
  });
}
