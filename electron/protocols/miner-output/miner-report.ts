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
  /** Found wrong by the miner itself, and not sent. */
  readonly invalid: number | null;
  readonly difficulty: number | null;
  readonly threads: number | null;
  readonly poolConnected: boolean | null;
  readonly poolLatencyMs: number | null;
  readonly paused: boolean | null;
  /** Since the process began, as it says. */
  readonly uptimeMs: number | null;
  /** In the order of their index; empty: it does not tell them apart. */
  readonly devices: readonly DeviceReport[];
}

/** What a miner says of one of its devices. */
export interface DeviceReport {
  /** As the miner counts them, from 0. */
  readonly index: number;
  readonly kind: 'cpu' | 'gpu';
  readonly name: string | null;
  /** PCI address as `bus:device.function` in small hexadecimal digits, such as `0b:00.0`. */
  readonly busId: string | null;
  /** H/s */
  readonly hashrate: number | null;
  /** °C */
  readonly temperature: number | null;
  /** °C */
  readonly memoryTemperature: number | null;
  readonly fanPercent: number | null;
  /** W */
  readonly power: number | null;
  readonly accepted: number | null;
  readonly rejected: number | null;
  readonly invalid: number | null;
}

/** Nothing known. */
export const unknownReport: MinerReport = {
  hashrate: null,
  accepted: null,
  rejected: null,
  invalid: null,
  difficulty: null,
  threads: null,
  poolConnected: null,
  poolLatencyMs: null,
  paused: null,
  uptimeMs: null,
  devices: [],
};

/** A device of which only its place is known. */
export const unknownDevice = (index: number, kind: DeviceReport['kind']): DeviceReport => ({
  index,
  kind,
  name: null,
  busId: null,
  hashrate: null,
  temperature: null,
  memoryTemperature: null,
  fanPercent: null,
  power: null,
  accepted: null,
  rejected: null,
  invalid: null,
});

/** What one line of output adds to what is known; devices always whole, as far as they are known. */
export type LineFacts = Partial<MinerReport>;

/**
 * Reads the output of one process. Keeps what it needs to understand tables and blocks of several
 * lines; never fails, never keeps more than a screen.
 * @param line  a whole line without escape sequences
 */
export type LineReader = (line: string) => LineFacts;

/** One question to a miner's API. */
export type ApiQuery =
  | {
      readonly over: 'http';
      /** Below the API's address, with the leading slash; may hold `{token}`. */
      readonly path: string;
      /** JSON to POST; a GET where it is undefined. */
      readonly body?: unknown;
    }
  | {
      readonly over: 'tcp';
      /** Sent as it is, once connected; '' where the miner speaks first. */
      readonly text: string;
      /** Where the answer is over: at its end of line, at a NUL, or when the miner closes. */
      readonly until: 'line' | 'nul' | 'close';
    };

/** How to ask one family of miners for its figures. */
export interface MinerApiDialect {
  /** Asked one after the other for each report. */
  readonly queries: readonly ApiQuery[];
  /** Indexes of queries whose failure leaves null in their place instead of spoiling the report. */
  readonly optional?: readonly number[];
  /**
   * @param answers  one for each query: parsed JSON over http, text over tcp
   * @returns        null where these are not the answers of such a miner
   */
  readonly read: (answers: readonly unknown[]) => MinerReport | null;
  /**
   * How to tell our process from a stranger who listens at its port. `token`: refuses a wrong one
   * (401 or 403). `age`: is no older than the process we started, by its uptime.
   */
  readonly proof: 'token' | 'age';
  readonly control: {
    readonly pause: ApiQuery;
    readonly resume: ApiQuery;
    /** Whether the answer to one of the two says that it was done. */
    readonly isDone: (answer: unknown) => boolean;
  } | null;
}

/** How to talk with one family of miners. */
export interface MinerDialect {
  /** A reader for one process. */
  readonly openReader: () => LineReader;
  /** Null where it has no API. */
  readonly api: MinerApiDialect | null;
  /** Keys that pause and resume in its terminal; null where it has none. */
  readonly pauseKey: string | null;
  readonly resumeKey: string | null;
}
