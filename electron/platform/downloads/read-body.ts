import { cancellation } from '../../base/cancelled-error.ts';
import { networkError } from './network-error.ts';
import type { Answer } from './open-answer.ts';
import { TransferError } from './transfer-error.ts';

export interface Reading {
  /** Longest time without a byte, ms; the time that whoever reads takes does not count. */
  readonly stallTimeoutMs: number;
  readonly signal: AbortSignal;
}

/**
 * The bytes of an answer as they come. However the reading ends, the connection is closed then.
 *
 * @throws {AppError}  where nothing comes for too long, the connection breaks, or the signal ends it
 */
export async function* readBody(
  { body, server }: Answer,
  { stallTimeoutMs, signal }: Reading,
): AsyncGenerator<Buffer> {
  const arm = (): NodeJS.Timeout =>
    setTimeout(() => body.destroy(stalled(server, stallTimeoutMs)), stallTimeoutMs);
  let timer = arm();
  try {
    for await (const chunk of body.read()) {
      clearTimeout(timer);
      yield chunk;
      timer = arm();
    }
  } catch (error) {
    throw signal.aborted ? cancellation(signal) : networkError(server, error);
  } finally {
    clearTimeout(timer);
    body.destroy();
  }
}

function stalled(server: string, timeoutMs: number): TransferError {
  return new TransferError(server, {
    code: 'timeout',
    sentence: `stopped sending: nothing came for ${Math.ceil(timeoutMs / 1_000)} s.`,
    suggestion: 'Try again; it goes on where it stopped.',
    again: 'yes',
  });
}
