/**
 * What a miner says of itself, in the words of this program, whatever words it uses.
 * Null means: it does not say.
 */
export interface MinerReport {
  /** H/s */
  readonly hashrate: number | null;
  /** Shares since the process began. */
  readonly accepted: number | null;
  readonly rejected: number | null;
  readonly difficulty: number | null;
  readonly threads: number | null;
  readonly poolConnected: boolean | null;
  readonly poolLatencyMs: number | null;
  readonly paused: boolean | null;
}

/** What one line of output adds to what is known. */
export type LineFacts = Partial<MinerReport>;

/** One request to a miner's API. */
export interface ApiRequest {
  /** Below the API's address, with the leading slash. */
  readonly path: string;
  /** JSON to POST; a GET where it is undefined. */
  readonly body?: unknown;
}

/** How to talk with one family of miners. */
export interface MinerDialect {
  /** @param line  one line of output without escape sequences */
  readonly readLine: (line: string) => LineFacts;
  /** What to ask for a report, where the miner has an API. */
  readonly summary: ApiRequest;
  /**
   * @param body  the API's answer, as parsed from JSON
   * @returns     null where this is not the answer of such a miner
   */
  readonly readSummary: (body: unknown) => MinerReport | null;
  readonly pause: ApiRequest;
  readonly resume: ApiRequest;
  /** Whether the API's answer to one of the two says that it was done. */
  readonly isDone: (body: unknown) => boolean;
  /** Keys that do the same in its terminal; null where it has none. */
  readonly pauseKey: string | null;
  readonly resumeKey: string | null;
}
