import { readFile, rm } from 'node:fs/promises';
import { z } from 'zod';
import type { Log } from '../../base/log.ts';
import { writeAtomically } from '../files/write-atomically.ts';
import { ProcessIdentity } from '../processes/process-identity.ts';

const LiveEntry = z.object({
  runId: z.string(),
  mark: z.string().min(1),
  /** Null until the process has been identified. */
  identity: ProcessIdentity.nullable(),
});
export type LiveEntry = z.infer<typeof LiveEntry>;

const LiveFile = z.object({ version: z.literal(1), processes: z.array(LiveEntry) });

/**
 * The processes that live now, kept in a file for the next life of the program. The file exists
 * only while there are any.
 */
export class LiveList {
  readonly #file: string;
  readonly #log: Log;
  readonly #entries = new Map<number, LiveEntry>();
  #written: Promise<void> = Promise.resolve();

  constructor(file: string, log: Log) {
    this.#file = file;
    this.#log = log;
  }

  /** Settles when it is in the file. A file that cannot be written is logged and stops nobody. */
  put(id: number, entry: LiveEntry): Promise<void> {
    this.#entries.set(id, entry);
    return this.#save();
  }

  remove(id: number): Promise<void> {
    if (!this.#entries.delete(id)) return this.#written;
    return this.#save();
  }

  /** Writes one after the other, each with what is true when its turn comes. */
  #save(): Promise<void> {
    this.#written = this.#written
      .then(() => writeLiveFile(this.#file, [...this.#entries.values()]))
      .catch((error: unknown) => {
        this.#log.warn('the list of live processes cannot be written', { error: String(error) });
      });
    return this.#written;
  }
}

/** @throws when the folder cannot be written */
export async function writeLiveFile(file: string, processes: readonly LiveEntry[]): Promise<void> {
  if (processes.length === 0) {
    await rm(file, { force: true });
    return;
  }
  await writeAtomically(file, JSON.stringify({ version: 1, processes }), 0o600);
}

/** What an earlier life left; a broken file is logged and says nothing. */
export async function readLiveFile(file: string, log: Log): Promise<LiveEntry[]> {
  try {
    return LiveFile.parse(JSON.parse(await readFile(file, 'utf8'))).processes;
  } catch (error) {
    if (!isMissing(error)) {
      log.warn('the list of live processes is broken and ignored', { error: String(error) });
    }
    return [];
  }
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';
