import { basename, dirname } from 'node:path';
import { AppError } from '../../base/app-error.ts';
import { cancellation } from '../../base/cancelled-error.ts';
import { storageError } from '../../base/storage-error.ts';
import type { AnswerBody } from './answer-body.ts';
import { openAnswer, type Answer } from './open-answer.ts';
import { PartFile, type Origin } from './part-file.ts';
import { readBody } from './read-body.ts';
import { SpeedMeter } from './speed-meter.ts';
import { ChecksumMismatchError, TransferError, WrongPieceError } from './transfer-error.ts';
import { tryAgain, usualPersistence, type Persistence } from './try-again.ts';

export interface DownloadOptions {
  /** https or http; redirects are followed, but never away from encryption. */
  readonly url: string;
  /** Where the file is to lie; its folder exists. What is there already is replaced at the end. */
  readonly file: string;
  /** Larger files are refused, bytes. */
  readonly maxBytes: number;
  /** Such as `rigwright/1.0.0`; GitHub answers nobody without a name. */
  readonly userAgent: string;
  readonly signal: AbortSignal;
  /** What the file must be, 64 small hexadecimal digits; not checked where it is left out. */
  readonly sha256?: string | undefined;
  /** At most ten times a second, and at the end. */
  readonly onProgress?: ((progress: DownloadProgress) => void) | undefined;
  /** Longest wait for an answer, ms. */
  readonly answerTimeoutMs?: number;
  /** Longest time without a byte, ms. */
  readonly stallTimeoutMs?: number;
  readonly persistence?: Persistence;
}

export interface DownloadProgress {
  /** Bytes that lie on the disk, those of earlier tries included. */
  readonly receivedBytes: number;
  /** null where the server does not say */
  readonly totalBytes: number | null;
  /** null where too little is known yet */
  readonly bytesPerSecond: number | null;
  /** From 1 on; more after an interruption. */
  readonly attempt: number;
}

export interface DownloadedFile {
  readonly file: string;
  readonly bytes: number;
  /** 64 small hexadecimal digits */
  readonly sha256: string;
}

const progressPeriodMs = 100;

/** Three lost packets and a slow name server. */
const usualAnswerTimeoutMs = 20_000;
const usualStallTimeoutMs = 30_000;

/**
 * Downloads one file. What an earlier, interrupted download of the same address and file has left in
 * `FILE.part` is used where the server says that the file is still the same.
 *
 * After a failure nothing lies there but such a part; after one that cannot be gone on from (gone, too
 * large, wrong checksum, disk full) nothing at all.
 *
 * @throws {AppError}  offline, timeout, download-failed, release-not-found, rate-limited,
 *                     checksum-mismatch, disk-full, storage-failed, cancelled
 */
export async function download(options: DownloadOptions): Promise<DownloadedFile> {
  const part = new PartFile(options.file);
  const speed = new SpeedMeter();
  let reached = 0;
  try {
    return await tryAgain(
      async (number) => {
        const tell = (receivedBytes: number, totalBytes: number | null): void => {
          reached = Math.max(reached, receivedBytes);
          speed.add(receivedBytes, performance.now());
          const { bytesPerSecond } = speed;
          options.onProgress?.({ receivedBytes, totalBytes, bytesPerSecond, attempt: number });
        };
        try {
          return await attempt(options, part, tell);
        } catch (error) {
          if (error instanceof WrongPieceError) await storing(options.file, () => part.remove());
          throw error;
        }
      },
      {
        persistence: options.persistence ?? usualPersistence,
        reached: () => reached,
        signal: options.signal,
      },
    );
  } catch (error) {
    // Whoever waits is told why it failed, not that it could not be tidied up as well.
    await (isWorthKeeping(error) ? part.tidy() : part.remove()).catch(() => undefined);
    throw error;
  }
}

async function attempt(
  options: DownloadOptions,
  part: PartFile,
  tell: (receivedBytes: number, totalBytes: number | null) => void,
): Promise<DownloadedFile> {
  const { url, file, maxBytes, userAgent, signal } = options;
  const onDisk = await storing(file, () => part.read(url));
  // The last byte is asked for again where all are there, to hear that the file is still the same.
  const offset = onDisk ? Math.min(onDisk.bytes, onDisk.totalBytes - 1) : 0;
  const answer = await openAnswer({
    url,
    headers: {
      'user-agent': userAgent,
      ...(onDisk && offset > 0 && { range: `bytes=${offset}-`, 'if-range': onDisk.validator }),
    },
    answerTimeoutMs: options.answerTimeoutMs ?? usualAnswerTimeoutMs,
    signal,
  });
  try {
    const { start, totalBytes } = placeOf(answer, onDisk && { ...onDisk, offset });
    if ((totalBytes ?? 0) > maxBytes) throw tooLarge(answer.server, maxBytes);
    const origin = originOf(url, answer.body, totalBytes);
    await using writer = await storing(file, () => part.open(start, origin));
    let toldAt = 0;
    const reading = { stallTimeoutMs: options.stallTimeoutMs ?? usualStallTimeoutMs, signal };
    for await (const chunk of readBody(answer, reading)) {
      if (writer.bytes + chunk.length > (totalBytes ?? maxBytes)) {
        throw tooLarge(answer.server, totalBytes ?? maxBytes);
      }
      await storing(file, () => writer.write(chunk));
      if (performance.now() - toldAt < progressPeriodMs) continue;
      toldAt = performance.now();
      tell(writer.bytes, totalBytes);
    }
    tell(writer.bytes, totalBytes);
    if (totalBytes !== null && writer.bytes < totalBytes) throw cutShort(answer.server);
    const actual = await storing(file, () => writer.finish());
    const { sha256: expected = actual } = options;
    if (actual !== expected) throw new ChecksumMismatchError(basename(file), { expected, actual });
    if (signal.aborted) throw cancellation(signal);
    const { bytes } = writer;
    await writer[Symbol.asyncDispose]();
    await storing(file, () => part.complete());
    return { file, bytes, sha256: actual };
  } finally {
    answer.body.destroy();
  }
}

/** Errors of the disk become those that a person can be told. */
async function storing<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw storageError(error, file, dirname(file));
  }
}

/**
 * Where the bytes of an answer belong.
 *
 * @throws {WrongPieceError}  where they are a piece that nobody asked for, or of another file
 */
function placeOf(
  { body, status, server }: Answer,
  asked: (Origin & { readonly offset: number }) | undefined,
): { start: number; totalBytes: number | null } {
  if (status === 200) return { start: 0, totalBytes: body.statedLength };
  const { 'content-range': range, etag } = body.headers;
  if (!asked) throw new WrongPieceError(server);
  const { offset, totalBytes, validator } = asked;
  const isOther = etag !== undefined && validator.startsWith('"') && etag !== validator;
  if (isOther || range !== `bytes ${offset}-${totalBytes - 1}/${totalBytes}`) {
    throw new WrongPieceError(server);
  }
  return { start: offset, totalBytes };
}

/** What has to be known to go on later, null where the server does not say it. */
function originOf(url: string, body: AnswerBody, totalBytes: number | null): Origin | null {
  const { etag, 'last-modified': modified } = body.headers;
  // A weak ETag stays the same while bytes change (RFC 9110, 8.8.1).
  const validator = etag !== undefined && !etag.startsWith('W/') ? etag : modified;
  if (validator === undefined || totalBytes === null || totalBytes === 0) return null;
  return { url, validator, totalBytes };
}

function isWorthKeeping(error: unknown): boolean {
  if (!(error instanceof AppError)) return false;
  if (error instanceof TransferError) return error.again !== 'no';
  return error.code === 'cancelled' || error.code === 'rate-limited';
}

function tooLarge(server: string, maxBytes: number): TransferError {
  return new TransferError(server, {
    code: 'download-failed',
    sentence: `sends more than the ${maxBytes} bytes that this file may have.`,
    suggestion:
      'This is not the file that was expected; tell the publisher of the list it is from.',
    again: 'no',
  });
}

function cutShort(server: string): TransferError {
  return new TransferError(server, {
    code: 'download-failed',
    sentence: 'broke the connection off before everything had come.',
    suggestion: 'Try again; it goes on where it stopped.',
    again: 'yes',
  });
}
