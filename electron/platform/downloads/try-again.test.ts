import { expect, it } from 'vitest';
import { TransferError, type Transfer } from './transfer-error.ts';
import { tryAgain } from './try-again.ts';

const failure = (again: Transfer['again']): TransferError =>
  new TransferError('x', { code: 'offline', sentence: '', suggestion: '', again });

interface Attempts {
  /** How far each gets before it fails; one beyond the last succeeds. */
  readonly reach: readonly number[];
  readonly again: Transfer['again'];
}

/** @returns how many attempts there were, negative where the last one failed too */
async function attemptsOf({ reach, again }: Attempts): Promise<number> {
  let reached = 0;
  let count = 0;
  const attempt = (number: number): Promise<void> => {
    count = number;
    reached = reach[number - 1] ?? reached;
    return number > reach.length ? Promise.resolve() : Promise.reject(failure(again));
  };
  const persistence = { fruitlessTries: 3, backoff: { firstMs: 0, maxMs: 0, jitter: 0 } };
  const { signal } = new AbortController();
  const settled = tryAgain(attempt, { persistence, reached: () => reached, signal });
  return settled.then(
    () => count,
    () => -count,
  );
}

it.each<[string, Attempts, number]>([
  ['gives up after three that come to nothing', { reach: [0, 0, 0, 0], again: 'yes' }, -3],
  ['goes on while each gets further', { reach: [1, 2, 3, 4, 5], again: 'yes' }, 6],
  ['gives up where none gets further any more', { reach: [5, 3, 4, 5], again: 'yes' }, -3],
  [
    'does not go on for ever',
    { reach: Array.from({ length: 200 }, (_, i) => i), again: 'yes' },
    -100,
  ],
  ['does not repeat what cannot succeed', { reach: [5], again: 'no' }, -1],
  ['does not wait for a network that was never there', { reach: [0], again: 'when-begun' }, -1],
  ['waits for a network that was there', { reach: [5], again: 'when-begun' }, 2],
])('%s', async (_, attempts, count) => {
  expect(await attemptsOf(attempts)).toBe(count);
});

it('throws a bug at once', async () => {
  const bug = new TypeError('bug');
  const { signal } = new AbortController();
  const persistence = { fruitlessTries: 3, backoff: { firstMs: 0, maxMs: 0, jitter: 0 } };
  const attempt = (): Promise<never> => Promise.reject(bug);
  await expect(tryAgain(attempt, { persistence, reached: () => 0, signal })).rejects.toBe(bug);
});

it('stops waiting where it is cancelled', async () => {
  const cancel = new AbortController();
  const persistence = { fruitlessTries: 3, backoff: { firstMs: 60_000, maxMs: 60_000, jitter: 0 } };
  const waiting = tryAgain(() => Promise.reject(failure('yes')), {
    persistence,
    reached: () => 0,
    signal: cancel.signal,
  });
  cancel.abort();
  await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
});
