import type BetterSqlite from 'better-sqlite3';
import type { Log } from '../../base/log.ts';
import type { Sql, SqlParameters } from '../../base/sql.ts';
import { databaseError } from './database-errors.ts';

/** Statements are constants of the code, far fewer than this; the limit is for those built from input. */
const maxStatements = 200;

/** An open SQLite file behind the {@link Sql} port. Closing twice is allowed. */
export class SqliteDatabase implements Sql, AsyncDisposable {
  readonly file: string;
  readonly #connection: BetterSqlite.Database;
  readonly #log: Log;
  readonly #statements = new Map<string, BetterSqlite.Statement>();

  constructor(connection: BetterSqlite.Database, log: Log) {
    this.file = connection.name;
    this.#connection = connection;
    this.#log = log;
  }

  all<Row>(statement: string, parameters: SqlParameters = []): Row[] {
    return this.#guard(() => this.#prepare(statement).all(parameters) as Row[]);
  }

  get<Row>(statement: string, parameters: SqlParameters = []): Row | undefined {
    return this.#guard(() => this.#prepare(statement).get(parameters) as Row | undefined);
  }

  run(statement: string, parameters: SqlParameters = []): { readonly changes: number } {
    return this.#guard(() => ({ changes: this.#prepare(statement).run(parameters).changes }));
  }

  transaction<Result>(work: () => Result): Result {
    // "Immediate" takes the write lock at once: a lock that is taken later can fail half-way.
    return this.#guard(() => this.#connection.transaction(work).immediate());
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#statements.clear();
    if (this.#connection.open) {
      try {
        this.#connection.pragma('optimize');
      } catch (error) {
        // Statistics only make queries faster; on a full disk there are just none.
        this.#log.warn('the database could not be optimised', { error });
      }
      this.#connection.close();
    }
    return Promise.resolve();
  }

  #prepare(text: string): BetterSqlite.Statement {
    const known = this.#statements.get(text);
    if (known) return known;
    const statement = this.#connection.prepare(text);
    const [oldest] = this.#statements.keys();
    if (this.#statements.size >= maxStatements && oldest !== undefined) {
      this.#statements.delete(oldest);
    }
    this.#statements.set(text, statement);
    return statement;
  }

  #guard<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      throw databaseError(error, this.file);
    }
  }
}
