import { PoolClosedError, PoolRefusedError, PoolSilentError } from './pool-errors.ts';
import type { PoolAccount, PoolSession } from './pool-session.ts';

interface Resumption {
  readonly id: string;
  isConnected: boolean;
  /** Logins with it that came to nothing. */
  failures: number;
}

/** A pool that cannot do with the id of a session may well not answer at all. */
const maxSilences = 2;

/** What else goes wrong has hardly to do with it: half a minute of tries. */
const maxFailures = 6;

/** By which sessions can be taken up again, one for each account. */
export class Resumptions {
  readonly #known = new Map<string, Resumption>();

  /** A session is about to be opened. @returns with what to go on; null: a new one */
  begin(account: PoolAccount): string | null {
    const known = this.#known.get(keyOf(account));
    if (known) known.isConnected = false;
    return known?.id ?? null;
  }

  /** The login begins. */
  connected(account: PoolAccount): void {
    const known = this.#known.get(keyOf(account));
    if (known) known.isConnected = true;
  }

  /** No session came of it. A pool that could not be reached has not minded what it was asked. */
  failed(account: PoolAccount, error: unknown): void {
    const key = keyOf(account);
    const known = this.#known.get(key);
    if (!known?.isConnected) return;
    known.failures += 1;
    if (known.failures >= limitFor(error)) this.#known.delete(key);
  }

  opened({ account, resumeId }: PoolSession): void {
    if (resumeId === null) this.#known.delete(keyOf(account));
    else this.#known.set(keyOf(account), { id: resumeId, isConnected: false, failures: 0 });
  }
}

function limitFor(error: unknown): number {
  if (error instanceof PoolRefusedError || error instanceof PoolClosedError) return 1;
  return error instanceof PoolSilentError ? maxSilences : maxFailures;
}

function keyOf({ url, user }: PoolAccount): string {
  return `${url} ${user}`;
}
