import type { PoolReply } from './request-ledger.ts';

/** More names than this are not told to a pool: theirs are counted for the account. */
const maxWorkers = 1_000;

/** The workers that a pool was told of in one session. */
export class WorkerNames {
  readonly #ask: (worker: string) => Promise<PoolReply>;
  readonly #asked = new Map<string, Promise<boolean>>();
  readonly #answered = new Map<string, boolean>();

  /** @param user  who has logged in  @param ask  tells the pool of one more */
  constructor(user: string, ask: (worker: string) => Promise<PoolReply>) {
    this.#ask = ask;
    this.#answered.set(user, true);
  }

  /** What the pool has said of a worker; undefined where it has not yet. */
  known(worker: string): boolean | undefined {
    return this.#answered.get(worker);
  }

  /** @returns whether shares may come in its name  @throws  what the session has ended with */
  async authorize(worker: string): Promise<boolean> {
    const known = this.#answered.get(worker);
    if (known !== undefined) return known;
    if (this.#asked.size >= maxWorkers) return false;
    const asked = this.#asked.get(worker) ?? this.#tell(worker);
    this.#asked.set(worker, asked);
    return asked;
  }

  async #tell(worker: string): Promise<boolean> {
    const { failure } = await this.#ask(worker);
    this.#answered.set(worker, failure === null);
    return failure === null;
  }
}
