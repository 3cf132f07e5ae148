/** One step from a version of the tables to the next. A released one is never edited. */
export interface Migration {
  /** 1 for the first, without gaps: the database's `user_version` afterwards. */
  readonly version: number;
  /** What it does, for the log. */
  readonly name: string;
  /** SQL statements. */
  readonly statements: string;
}
