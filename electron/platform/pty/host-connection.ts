import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { FromPtyHost, ToPtyHost } from './pty-messages.ts';

/** How often the host is asked whether it is there, ms. */
const pingPeriodMs = 1_000;
/**
 * So many questions without an answer mean that it hangs. Questions are counted, not time, so that
 * a sleep of the computer, or a stall of our own, is not taken for its silence.
 */
const maxUnanswered = 5;
/** Before its first word it may be slow: a cold disk, or an antivirus program that looks at it. */
const maxUnansweredAtStart = 30;
/** How long it may take to end everything when asked, ms: 4 s for the trees and a margin. */
const closeTimeoutMs = 6_000;
/** Longest piece of its complaints that goes into one line of the log, characters. */
const maxComplaint = 2_000;

interface HostConnectionOptions {
  /** File of the pty host. */
  readonly entry: string;
  readonly env: NodeJS.ProcessEnv;
  readonly log: Log;
  readonly clock: Clock;
  readonly onMessage: (message: FromPtyHost) => void;
  /** Once, when it is gone or hangs, with the reason. No message follows. */
  readonly onLost: (reason: string) => void;
}

/** One life of the pty host: its process, the channel to it and the watch over it. */
export class HostConnection {
  readonly #child: ChildProcess;
  readonly #options: HostConnectionOptions;
  readonly #stopPings: () => void;
  readonly #gone: Promise<void>;
  #ready = false;
  #lost = false;
  #unanswered = 0;

  constructor(options: HostConnectionOptions) {
    this.#options = options;
    this.#child = fork(options.entry, [], {
      serialization: 'advanced',
      // Flags of ours, such as a debugger's port, are not for it.
      execArgv: [],
      // Electron's executable is a plain Node with this.
      env: { ...options.env, ELECTRON_RUN_AS_NODE: '1' },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#child.stderr?.on('data', (text: Buffer) => {
      options.log.warn('the pty host complains', { text: text.toString().slice(0, maxComplaint) });
    });
    this.#child.on('message', (message: FromPtyHost) => this.#receive(message));
    this.#child.on('error', (error) => this.#lose(`cannot be reached: ${error.message}`));
    this.#gone = this.#watchEnd();
    this.#stopPings = options.clock.every(pingPeriodMs, () => this.#ping());
  }

  /** Undefined when its process could not be made. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  send(message: ToPtyHost): void {
    // Errors arrive as an event too, or as its end.
    if (!this.#lost && this.#child.connected) this.#child.send(message, () => undefined);
  }

  /** Lets it end all its processes and waits until it is gone itself. */
  async close(): Promise<void> {
    this.send({ type: 'shutdown' });
    const cancel = this.#options.clock.after(closeTimeoutMs, () => {
      this.#lose('did not end when asked');
    });
    await this.#gone;
    cancel();
  }

  async #watchEnd(): Promise<void> {
    if (this.#child.pid === undefined) return;
    const exited = new Promise<string>((resolve) => {
      this.#child.once('exit', (code, signal) => resolve(`ended with ${signal ?? code}`));
    });
    // Its last messages may be read after its end; this comes after them.
    const disconnected = new Promise((resolve) => this.#child.once('disconnect', resolve));
    const [reason] = await Promise.all([exited, disconnected]);
    this.#lose(reason);
  }

  #receive(message: FromPtyHost): void {
    if (this.#lost) return;
    this.#ready = true;
    this.#unanswered = 0;
    this.#options.onMessage(message);
  }

  #ping(): void {
    const limit = this.#ready ? maxUnanswered : maxUnansweredAtStart;
    if (this.#unanswered >= limit) {
      this.#lose(`was silent for ${(limit * pingPeriodMs) / 1000} s`);
      return;
    }
    this.#unanswered += 1;
    this.send({ type: 'ping' });
  }

  #lose(reason: string): void {
    if (this.#lost) return;
    this.#lost = true;
    this.#stopPings();
    this.#child.kill('SIGKILL');
    this.#options.onLost(reason);
  }
}
