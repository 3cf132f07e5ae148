import type { Miner } from '../../contract/values/profile.ts';
import type { MinerDialect } from '../../protocols/miner-output/miner-report.ts';

/** Knows how to start one kind of miner. */
export interface Driver {
  readonly miner: Miner;
  readonly dialect: MinerDialect;
  /** Prepares one process, secrets in files of `folder` only; called anew for every restart. */
  prepare(request: PrepareRequest): Promise<Prepared>;
}

export interface PrepareRequest {
  /** An empty folder of this process's own. */
  readonly folder: string;
  readonly algorithm: string;
  /** null: one per core */
  readonly threads: number | null;
  /** Percent of the time each thread rests. */
  readonly throttle: number;
  readonly pools: readonly {
    readonly url: string;
    readonly user: string;
    readonly password: string;
  }[];
}

/** One process to start. */
export interface Prepared {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly api: { readonly url: string; readonly token: string };
  /** Values that must not be seen in its output. */
  readonly secrets: readonly string[];
  readonly warmUpLimitMs: number;
}
