import type { ProcessIdentity } from './process-identity.ts';

/**
 * Environment variable that every process we start carries and its children inherit. Its value, the
 * mark, is the run's id and a random part, so that no other process has it by chance.
 */
export const markVariable = 'RIGWRIGHT_RUN';

/** A process as the system lists it. Ended processes that nobody has collected yet are not listed. */
export interface ProcessEntry extends ProcessIdentity {
  readonly parentPid: number;
  /** Pid of the leader of its session; null on Windows, which has none. */
  readonly sessionPid: number | null;
  /** The mark in its environment; null where there is none or it may not be read. */
  readonly mark: string | null;
}

export type TreeSignal = 'SIGINT' | 'SIGTERM' | 'SIGKILL';

/** What the system knows of its processes. */
export interface ProcessTable {
  list(): Promise<ProcessEntry[]>;
  /** Undefined when no such process is alive. */
  find(pid: number): Promise<ProcessEntry | undefined>;
  /**
   * Signals exactly this process: nothing happens when its pid now belongs to another.
   * @returns false when the system does not permit it
   */
  signal(target: ProcessIdentity, signal: TreeSignal): Promise<boolean>;
}
