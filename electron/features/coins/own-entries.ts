import { z } from 'zod';
import type { JsonFile } from '../../base/json-file.ts';
import type { Notify } from '../../base/notify.ts';
import { CoinDraft, PoolDraft } from '../../contract/values/coin.ts';
import { CoinId, PoolId } from '../../contract/values/ids.ts';

export const OwnCoin = CoinDraft.extend({ id: CoinId });
export type OwnCoin = z.infer<typeof OwnCoin>;
export const OwnPool = PoolDraft.extend({ id: PoolId });
export type OwnPool = z.infer<typeof OwnPool>;

/** Coins and pools that a person made. */
export interface OwnEntries {
  readonly coins: readonly OwnCoin[];
  readonly pools: readonly OwnPool[];
}

/** Small enough to be sent as a whole with every change. */
export const maxOwn = { coins: 500, pools: 1_000 } as const;

/** A file of another version is not guessed at. */
const File = z.object({
  version: z.literal(1),
  coins: z.array(z.unknown()),
  pools: z.array(z.unknown()),
});

/** A file full of nonsense must not fill the screen: the rest is counted. */
const maxProblems = 10;

/** What of a file can be used, and one sentence for each entry that cannot. */
export interface ReadEntries extends OwnEntries {
  readonly problems: readonly string[];
}

/** @param fileName  for the sentences */
export function readOwnEntries(found: z.infer<typeof File>, fileName: string): ReadEntries {
  const problems: string[] = [];
  const leftOut = (what: string, entry: unknown, why: string): void => {
    problems.push(`The ${what} ${nameOf(entry)} in ${fileName} was left out (${why}).`);
  };
  const coins = usable(OwnCoin, found.coins, maxOwn.coins, (entry, why) =>
    leftOut('coin', entry, why),
  );
  const pools = usable(OwnPool, found.pools, maxOwn.pools, (entry, why) =>
    leftOut('pool', entry, why),
  );
  return { coins, pools, problems: limited(problems, fileName) };
}

function usable<T extends { readonly id: string }>(
  schema: z.ZodType<T>,
  entries: readonly unknown[],
  limit: number,
  leftOut: (entry: unknown, why: string) => void,
): T[] {
  const kept = new Map<string, T>();
  for (const entry of entries) {
    const parsed = schema.safeParse(entry);
    if (!parsed.success) leftOut(entry, whyOf(parsed.error));
    else if (kept.has(parsed.data.id)) leftOut(entry, 'another one has the same id');
    else if (kept.size >= limit) leftOut(entry, `there are more than ${limit}`);
    else kept.set(parsed.data.id, parsed.data);
  }
  return [...kept.values()];
}

function whyOf({ issues: [issue] }: z.ZodError): string {
  const path = issue?.path.map(String).join('.') ?? '';
  const message = issue?.message ?? 'it does not fit';
  return path === '' ? message : `${path}: ${message}`;
}

function nameOf(entry: unknown): string {
  const named = z.object({ name: z.string() }).safeParse(entry);
  return named.success ? `“${named.data.name.slice(0, 80)}”` : 'without a name';
}

function limited(problems: readonly string[], fileName: string): string[] {
  const left = problems.length - maxProblems;
  if (left <= 0) return [...problems];
  return [...problems.slice(0, maxProblems), `${left} more entries in ${fileName} were left out.`];
}

/** The entries on the disk. What could not be used is kept in a copy before it is written over. */
export class OwnEntriesFile {
  readonly #file: JsonFile;
  readonly #notify: Notify;
  #isCopyNeeded = false;

  constructor(file: JsonFile, notify: Notify) {
    this.#file = file;
    this.#notify = notify;
  }

  /** @throws {StorageError} where the file is there and the disk does not give it */
  async read(): Promise<OwnEntries> {
    const found = await this.#file.read();
    if (found === undefined) return { coins: [], pools: [] };
    const parsed = File.safeParse(found);
    if (!parsed.success) {
      await this.#file.setAside('holds no list of coins and pools that this version can read');
      return { coins: [], pools: [] };
    }
    const { coins, pools, problems } = readOwnEntries(parsed.data, this.#file.name);
    const suggestion = `It stays in ${this.#file.name}, and later in a copy beside it: mend it there or make it anew.`;
    for (const text of problems) this.#notify({ severity: 'warning', text, suggestion });
    this.#isCopyNeeded = problems.length > 0;
    return { coins, pools };
  }

  /** @throws {StorageError} where it cannot be written; the file is as before */
  async write({ coins, pools }: OwnEntries): Promise<void> {
    if (this.#isCopyNeeded) await this.#file.copyAside();
    this.#isCopyNeeded = false;
    await this.#file.write({ version: 1, coins, pools });
  }
}
