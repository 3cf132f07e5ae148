import { mkdir, rm } from 'node:fs/promises';
import { AppError } from '../../base/app-error.ts';
import type { Output } from '../../contract/index.ts';
import type { RunId } from '../../contract/values/ids.ts';
import { LineSplitter } from '../../protocols/framing/line-splitter.ts';
import { stripAnsi } from '../../protocols/miner-output/ansi.ts';
import { exitReason } from './exit-reason.ts';
import { MinerWatch, type WatchEvents, type WatchOptions } from './miner-watch.ts';
import type { Launch, MinerDriver, PtyProcess, RunParts } from './ports.ts';
import { secretMask } from './secret-mask.ts';
import { endProcess } from './termination.ts';

/**
 * Characters. Twice what the log keeps of a line: a secret that is cut here is not hidden in that
 * line, but is not kept of it either.
 */
const maxLineLength = 16 * 1024;

export interface MinerProcessOptions {
  readonly runId: RunId;
  readonly parts: Pick<RunParts, 'pty' | 'clock' | 'callApi' | 'ownsPort' | 'log'>;
  readonly driver: MinerDriver;
  /** The process's own folder: made before it starts, removed when it has ended. */
  readonly folder: string;
  readonly prepare: () => Promise<Launch>;
  readonly phase: WatchOptions['phase'];
  readonly events: ProcessEvents;
}

export interface ProcessEvents extends WatchEvents {
  /** Everything is there to start it. @param config  as it may be shown */
  readonly prepared: (config: Output<'runs.config'>) => void;
  readonly spawned: (pid: number) => void;
  /** Whole lines of output, colours kept, secrets hidden. */
  readonly printed: (lines: readonly string[]) => void;
}

export interface Ending {
  /** One sentence that says how it ended, as if nobody had asked it to. */
  readonly reason: string;
  /** From its start; 0 where it could not be started. */
  readonly livedMs: number;
}

/** One process of a run, from its config file to its end. A restart makes a new one. */
export class MinerProcess {
  /** Settles when no part of the process is left, its folder included. Never rejects. */
  readonly ended: Promise<Ending>;
  readonly #options: MinerProcessOptions;
  readonly #lines = new LineSplitter({ maxLength: maxLineLength, overlong: 'cut' });
  #process: PtyProcess | null = null;
  #watch: MinerWatch | null = null;
  #mask = (text: string): string => text;
  #isEnding = false;

  constructor(options: MinerProcessOptions) {
    this.#options = options;
    this.ended = this.#live();
  }

  /** Ends it, gently at first. Works from the first moment on, and once. */
  end(): void {
    if (this.#isEnding) return;
    this.#isEnding = true;
    this.#watch?.[Symbol.dispose]();
    const { clock, log } = this.#options.parts;
    if (this.#process) endProcess(this.#process, clock, log);
  }

  write(keys: string): void {
    this.#process?.write(keys);
  }

  /**
   * Pauses or resumes it: through its API, or with a key where that does not answer.
   * @throws {Error} where neither can be done
   */
  async tell(what: 'pause' | 'resume'): Promise<void> {
    const { dialect } = this.#options.driver;
    const { callApi } = this.#options.parts;
    const api = this.#watch?.api ?? null;
    const control = dialect.api?.control ?? null;
    try {
      if (api === null || control === null) throw new Error('the miner cannot be told by its API');
      const answer = await callApi(api, control[what], AbortSignal.timeout(5_000));
      if (!control.isDone(answer)) throw new Error('the miner refused');
    } catch (error) {
      const key = what === 'pause' ? dialect.pauseKey : dialect.resumeKey;
      if (key === null || this.#process === null) throw error;
      this.#process.write(key);
    }
  }

  async #live(): Promise<Ending> {
    const { folder, prepare, parts } = this.#options;
    let startedAt: number | null = null;
    const livedMs = (): number => (startedAt === null ? 0 : parts.clock.now() - startedAt);
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const launch = await prepare();
      if (this.#isEnding) return { reason: 'It was stopped before it started.', livedMs: 0 };
      this.#mask = secretMask(launch.secrets);
      this.#options.events.prepared(shownConfig(launch, this.#mask));
      startedAt = parts.clock.now();
      const { exited } = await this.#spawn(launch, startedAt);
      return { reason: exitReason(await exited), livedMs: livedMs() };
    } catch (error) {
      return { reason: this.#startFailure(error), livedMs: livedMs() };
    } finally {
      this.#watch?.[Symbol.dispose]();
      this.#print(this.#lines.end());
      await this.#removeFolder();
    }
  }

  async #spawn(launch: Launch, startedAt: number): Promise<PtyProcess> {
    const { runId, parts, driver, phase, events } = this.#options;
    const { file, args, cwd, env } = launch;
    const onOutput = (chunk: Uint8Array): void => {
      this.#watch?.heard();
      this.#print(this.#lines.push(chunk));
    };
    const process = await parts.pty.spawn({ runId, file, args, cwd, env, onOutput });
    this.#process = process;
    if (this.#isEnding) {
      endProcess(process, parts.clock, parts.log);
      return process;
    }
    const { pid } = process;
    const { dialect } = driver;
    this.#watch = new MinerWatch({ launch, pid, startedAt, dialect, parts, phase, events });
    events.spawned(pid);
    return process;
  }

  #print(lines: readonly string[]): void {
    if (lines.length === 0) return;
    for (const line of lines) this.#watch?.line(stripAnsi(line));
    this.#options.events.printed(lines.map((line) => this.#mask(line.replace(/\r+$/, ''))));
  }

  #startFailure(error: unknown): string {
    if (error instanceof AppError) return error.userMessage;
    this.#options.parts.log.error('a miner could not be started', { error });
    const why = error instanceof Error ? error.message : String(error);
    return `The miner could not be started: ${this.#mask(why)}.`;
  }

  async #removeFolder(): Promise<void> {
    const { folder, parts } = this.#options;
    try {
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    } catch (error) {
      parts.log.warn('the folder of a run could not be removed', { folder, error });
    }
  }
}

/** Masked once more: a driver may have overlooked a secret, above all among the arguments. */
function shownConfig(
  { file, args, cwd, api, files }: Launch,
  mask: (text: string) => string,
): Output<'runs.config'> {
  return {
    executable: file,
    folder: cwd,
    arguments: args.map(mask),
    files: files.map(({ name, text }) => ({ name: mask(name), text: mask(text) })),
    apiUrl: api && mask(api.url),
  };
}
