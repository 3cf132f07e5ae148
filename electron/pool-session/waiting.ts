import type { Clock } from '../base/clock.ts';

/** Resolves with null once the signal says so. Until it is disposed of, the signal remembers it. */
export function abortion(signal: AbortSignal): Disposable & { readonly promise: Promise<null> } {
  const { promise, resolve } = Promise.withResolvers<null>();
  const onAbort = (): void => resolve(null);
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  return { promise, [Symbol.dispose]: () => signal.removeEventListener('abort', onAbort) };
}

/** Waits, or not any longer once `signal` says so. */
export async function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  using end = abortion(signal);
  const over = Promise.withResolvers<null>();
  const cancel = clock.after(ms, () => over.resolve(null));
  await Promise.race([over.promise, end.promise]);
  cancel();
}

/**
 * Waits for a result, but not once the signal says so; what then still comes is passed over.
 *
 * @throws  the reason of the signal
 */
export async function untilAborted<Result>(
  result: Promise<Result>,
  signal: AbortSignal,
): Promise<Result> {
  const { promise, reject } = Promise.withResolvers<never>();
  const onAbort = (): void => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  try {
    return await Promise.race([result, promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
