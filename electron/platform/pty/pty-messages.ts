import type { ProcessIdentity } from '../processes/process-identity.ts';

/** What to start, as it travels to the pty host. */
export interface SpawnRequest {
  /** Set in the environment, see `markVariable`. */
  readonly mark: string;
  /** Absolute path. */
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** The whole environment; nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  readonly columns: number;
  readonly rows: number;
}

/** Interrupt: as Ctrl+C. Terminate: a request. Kill: cannot be refused. */
export type SignalKind = 'interrupt' | 'terminate' | 'kill';

/** From the program to the pty host. `id` numbers a spawn for the life of the host. */
export type ToPtyHost =
  | { readonly type: 'spawn'; readonly id: number; readonly request: SpawnRequest }
  | { readonly type: 'write'; readonly id: number; readonly text: string }
  | {
      readonly type: 'resize';
      readonly id: number;
      readonly columns: number;
      readonly rows: number;
    }
  /** So many bytes of output have been taken and may be followed by as many. */
  | { readonly type: 'taken'; readonly id: number; readonly bytes: number }
  | {
      readonly type: 'signal';
      readonly id: number;
      readonly request: number;
      readonly kind: SignalKind;
    }
  | { readonly type: 'ping' }
  /** End every tree, tell each end, then leave. */
  | { readonly type: 'shutdown' };

/** From the pty host to the program. */
export type FromPtyHost =
  | { readonly type: 'ready' }
  | { readonly type: 'pong' }
  /** For the log: a message that could not be carried out. */
  | { readonly type: 'problem'; readonly problem: string }
  | { readonly type: 'spawned'; readonly id: number; readonly pid: number }
  | { readonly type: 'refused'; readonly id: number; readonly reason: string }
  | { readonly type: 'identified'; readonly id: number; readonly identity: ProcessIdentity }
  | { readonly type: 'output'; readonly id: number; readonly chunk: Uint8Array }
  /** Everything has ended; nothing follows. */
  | { readonly type: 'bye' }
  | { readonly type: 'signalled'; readonly id: number; readonly request: number }
  /** The whole tree is over; `left` counts what could not be ended. */
  | {
      readonly type: 'exited';
      readonly id: number;
      readonly exitCode: number | null;
      readonly signal: string | null;
      readonly left: number;
    };
