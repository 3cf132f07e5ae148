/**
 * What a real miner understood of its arguments and files: proof that a launch means what it should,
 * taken from what the makers of the miners document and not from our catalogue.
 */
export interface Asked {
  /** In the miner's words; a coin where it was told one instead. */
  readonly algorithm: string;
  /** In order of preference. */
  readonly pools: readonly AskedPool[];
  /** Null where it would not open any. */
  readonly api: { readonly host: string; readonly port: number; readonly token?: string } | null;
  /** As they were told; null: all. */
  readonly devices: string | null;
  /** Null: as many as it thinks fit. */
  readonly threads: number | null;
  /** Options and keys that the real one passes over without a word, so that they have no effect. */
  readonly ignored: readonly string[];
}

export interface AskedPool {
  /** As the miner takes it, with whatever stands before `://`. */
  readonly url: string;
  readonly user: string;
  readonly password: string;
  /** Whether it would speak TLS there. */
  readonly tls: boolean;
}

/** Reads a file that an argument names. @throws where it cannot */
export type ReadFile = (path: string) => string;

/** One real miner, in one version. */
export interface Persona {
  /** @throws {Refusal} where the real one would not start */
  readonly parse: (args: readonly string[], readFile: ReadFile) => Asked;
  readonly open: (asked: Asked) => Session;
  /** Words it knows for algorithms, where its makers list them. */
  readonly algorithms?: ReadonlySet<string>;
  /** With which code it ends when it is interrupted; null: it dies of the signal. 0 where left out. */
  readonly interrupted?: number | null;
  /** The same for SIGTERM; it dies of it where left out. */
  readonly terminated?: number | null;
}

/** One process that mines. */
export interface Session {
  /** What it prints and when, since its start. */
  readonly output: readonly Piece[];
  readonly api: Api;
  /** What it prints when a key is pressed; null where it takes none. */
  readonly key?: (key: string) => string | null;
}

export interface Piece {
  readonly atMs: number;
  /** Lines end in \n: the terminal makes \r\n of it, as it did in recordings. */
  readonly text: string;
}

export type Api = HttpApi | TcpApi;

export interface HttpApi {
  readonly over: 'http';
  /** @returns null where there is no such page */
  readonly answer: (request: HttpQuestion) => HttpAnswer | null;
}

export interface HttpQuestion {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  readonly uptimeSeconds: number;
  /** Lets the miner print something because of the question. */
  readonly print: (text: string) => void;
}

export interface HttpAnswer {
  readonly status?: number;
  readonly json: unknown;
}

export interface TcpApi {
  readonly over: 'tcp';
  /** @returns what it sends; closes the line where `close` is true, and waits for more where not */
  readonly answer: (
    command: string,
    uptimeSeconds: number,
  ) => { readonly text: string; readonly close: boolean };
}

/** The real one prints something and ends. */
export class Refusal extends Error {
  readonly exitCode: number;

  /** @param message  what it prints */
  constructor(message: string, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** All lines at the start: what matters is how they are read, not when they come. */
export const atOnce = (...lines: readonly string[]): readonly Piece[] => [
  { atMs: 0, text: `${lines.join('\n')}\n` },
];
