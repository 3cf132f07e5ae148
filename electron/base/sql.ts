export type SqlValue = string | number | bigint | null | Uint8Array;
export type SqlParameters = readonly SqlValue[] | Readonly<Record<string, SqlValue>>;

/**
 * A SQLite database as features see it. Statements are prepared once and kept.
 * All methods are synchronous and throw a StorageError where the disk is full or the file is broken.
 */
export interface Sql {
  all<Row>(statement: string, parameters?: SqlParameters): Row[];
  get<Row>(statement: string, parameters?: SqlParameters): Row | undefined;
  run(statement: string, parameters?: SqlParameters): { readonly changes: number };
  /** Everything `work` writes is kept, or, if it throws, nothing. */
  transaction<Result>(work: () => Result): Result;
}
