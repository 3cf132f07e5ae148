import { setTimeout as delay } from 'node:timers/promises';
import { backoffDelay, type BackoffOptions } from '../../base/backoff.ts';
import { cancellation } from '../../base/cancelled-error.ts';
import { TransferError } from './transfer-error.ts';

export interface Persistence {
  /** Tries in a row that may come to nothing, 1 or more. */
  readonly fruitlessTries: number;
  readonly backoff: BackoffOptions;
}

export const usualPersistence: Persistence = {
  fruitlessTries: 5,
  backoff: { firstMs: 1_000, maxMs: 30_000, jitter: 0.5 },
};

/** However much each of them brings: a file in a hundred pieces is no download any more. */
const mostTries = 100;

/**
 * Tries until it works, with growing pauses between. A try that gets further than all before it makes
 * the count begin anew.
 *
 * @param attempt  is told which one it is, from 1 on
 * @param reached  how far the tries have come, such as bytes; asked after each failure
 * @throws  what the last try threw, or the reason of the signal
 */
export async function tryAgain<Result>(
  attempt: (number: number) => Promise<Result>,
  {
    persistence: { fruitlessTries, backoff },
    reached,
    signal,
  }: { persistence: Persistence; reached: () => number; signal: AbortSignal },
): Promise<Result> {
  let furthest = 0;
  let fruitless = 0;
  for (let number = 1; ; number += 1) {
    try {
      return await attempt(number);
    } catch (error) {
      const hasBegun = reached() > 0;
      fruitless = reached() > furthest ? 1 : fruitless + 1;
      furthest = Math.max(furthest, reached());
      const isWorthIt =
        error instanceof TransferError &&
        (error.again === 'yes' || (error.again === 'when-begun' && hasBegun));
      if (!isWorthIt || fruitless >= fruitlessTries || number >= mostTries) throw error;
    }
    await pause(backoffDelay(fruitless - 1, backoff), signal);
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(ms, undefined, { signal });
  } catch {
    throw cancellation(signal);
  }
}
