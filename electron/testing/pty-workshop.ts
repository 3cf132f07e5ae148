import { join } from 'node:path';
import { silentLog } from '../base/log.ts';
import type { Clock } from '../base/clock.ts';
import { PtyHostClient } from '../platform/pty/pty-host-client.ts';
import type { PtyProcess, PtySpawn } from '../platform/pty/pty-process.ts';
import { ptyHostEntry } from './pty-host-entry.ts';
import { scriptedMiner } from './scripted-miner/scripted-miner.ts';
import { tempFolder } from './temp-folder.ts';
import { until } from './until.ts';

export interface WatchedProcess extends PtyProcess {
  /** All output so far. */
  text(): string;
  /** Waits until the output has this text. */
  says(text: string, deadlineMs?: number): Promise<void>;
}

/** A real pty host and programs in it, for tests; ends both when disposed. */
export class PtyWorkshop implements AsyncDisposable {
  readonly #folder = tempFolder();
  readonly liveFile: string = join(this.#folder.path, 'live.json');
  readonly client: PtyHostClient;

  constructor(clock?: Clock) {
    this.client = new PtyHostClient({
      entry: ptyHostEntry,
      liveFile: this.liveFile,
      log: silentLog,
      ...(clock && { clock }),
    });
  }

  /** Starts the scripted miner with these flags. */
  miner(runId: string, flags: readonly string[], more?: Partial<PtySpawn>) {
    return this.start({ runId, args: [scriptedMiner, ...flags], ...more });
  }

  async start(
    spawn: Partial<PtySpawn> & Pick<PtySpawn, 'runId' | 'args'>,
  ): Promise<WatchedProcess> {
    const chunks: Uint8Array[] = [];
    const started = await this.client.spawn({
      file: process.execPath,
      cwd: this.#folder.path,
      env: {},
      onOutput: (chunk) => chunks.push(chunk),
      ...spawn,
    });
    const text = (): string => Buffer.concat(chunks).toString();
    return Object.assign(started, {
      text,
      says: async (wanted: string, deadlineMs?: number) => {
        await until(`the output "${wanted}"`, () => text().includes(wanted), deadlineMs);
      },
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.client[Symbol.asyncDispose]();
    this.#folder[Symbol.dispose]();
  }
}
