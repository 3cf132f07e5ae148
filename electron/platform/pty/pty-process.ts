import type { SignalKind } from './pty-messages.ts';

/** A program to start under a pty. */
export interface PtySpawn {
  readonly runId: string;
  /** Absolute path. */
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** The whole environment: nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  readonly columns?: number;
  readonly rows?: number;
  /** The next output is sent only as this returns, so a slow reader slows the program down. */
  readonly onOutput: (chunk: Uint8Array) => void;
}

export interface PtyExit {
  /** Null when a signal ended it, and when it was lost. */
  readonly exitCode: number | null;
  /** Such as 'SIGABRT'. */
  readonly signal: string | null;
  /** The pty host died, and what was left of the program was ended by us. */
  readonly lost: boolean;
}

/** A started program with everything that comes from it. */
export interface PtyProcess {
  readonly pid: number;
  /** Settles when no process of its tree is left. Never rejects. */
  readonly exited: Promise<PtyExit>;
  /** Keys for the program; dropped when it has ended or does not read them. */
  write(text: string): void;
  resize(columns: number, rows: number): void;
  /** To the whole tree. Settles when it has been sent, or the program has ended; never rejects. */
  signal(kind: SignalKind): Promise<void>;
}
