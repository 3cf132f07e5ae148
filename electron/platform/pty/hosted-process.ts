import { constants } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { spawn } from 'node-pty';
import type { IPty } from 'node-pty';
import { systemClock } from '../../base/clock.ts';
import { askThenKill, endTree, signalTree } from '../processes/end-tree.ts';
import type { EndStep } from '../processes/end-tree.ts';
import type { ProcessIdentity } from '../processes/process-identity.ts';
import { markVariable } from '../processes/process-table.ts';
import type { TreeSignal } from '../processes/process-table.ts';
import type { TreeTarget } from '../processes/process-tree.ts';
import { systemProcesses } from '../processes/system-processes.ts';
import { OutputFlow } from './output-flow.ts';
import type { SignalKind, SpawnRequest } from './pty-messages.ts';

export interface HostedProcessEvents {
  output(chunk: Uint8Array): void;
  identified(identity: ProcessIdentity): void;
  /** Once, when the whole tree is over. */
  exited(exit: { exitCode: number | null; signal: string | null; left: number }): void;
}

/** Children that outlive the program that was started, as some watchdogs do, get this. */
const endLeftovers: readonly EndStep[] = [
  { signal: 'SIGTERM', waitMs: 1_000 },
  { signal: 'SIGKILL', waitMs: 2_500 },
];
/** A kill is sent again to what was started meanwhile, for so long. */
const killOnly: readonly EndStep[] = [{ signal: 'SIGKILL', waitMs: 2_500 }];

/**
 * Keys that a program has not answered with any output, bytes. Beyond it they are dropped: a
 * program that does not read would fill the terminal, and writing to a full one never rests.
 */
const maxUnansweredBytes = 16 * 1024;
/** Between the fork and its own program a process still shows ours; longest wait for that, ms. */
const identifyTimeoutMs = 2_000;
const identifyPollMs = 10;
/** The terminal of an ended program is closed 200 ms later: look this often while not reading it, ms. */
const endPollMs = 50;

/** One program under a pty, with everything that came from it. */
export class HostedProcess {
  readonly pid: number;
  readonly ended: Promise<void>;
  readonly #pty: IPty;
  readonly #flow: OutputFlow;
  readonly #mark: string;
  #identity: ProcessIdentity | null = null;
  #rootEnded = false;
  #unansweredBytes = 0;
  #stopEndWatch: (() => void) | undefined;

  /** @throws when the system cannot make a terminal or a process */
  constructor(request: SpawnRequest, events: HostedProcessEvents) {
    this.#mark = request.mark;
    this.#pty = spawn(request.file, [...request.args], {
      cwd: request.cwd,
      env: { ...request.env, [markVariable]: request.mark },
      cols: request.columns,
      rows: request.rows,
      name: 'xterm-256color',
      // Bytes as they are: a chunk may end in the middle of a character.
      encoding: null,
    });
    this.pid = this.#pty.pid;
    this.#flow = new OutputFlow({
      clock: systemClock,
      send: (chunk) => events.output(chunk),
      pause: () => this.#pause(),
      resume: () => this.#resume(),
    });
    this.#pty.onData((data) => {
      this.#unansweredBytes = 0;
      // The typings do not know that without an encoding bytes come.
      this.#flow.push(data as unknown as Uint8Array);
    });
    this.ended = new Promise((resolve) => {
      this.#pty.onExit((exit) => {
        void this.#finish(exit, events).then(resolve);
      });
    });
    void this.#identify(events);
  }

  write(text: string): void {
    if (this.#rootEnded) return;
    this.#unansweredBytes += Buffer.byteLength(text);
    if (this.#unansweredBytes <= maxUnansweredBytes) this.#pty.write(text);
  }

  resize(columns: number, rows: number): void {
    if (!this.#rootEnded) this.#pty.resize(columns, rows);
  }

  taken(bytes: number): void {
    this.#flow.taken(bytes);
  }

  /** Signals the whole tree; a kill also catches what is started while it goes round. */
  async signal(kind: SignalKind): Promise<void> {
    if (kind === 'kill') {
      await endTree(systemProcesses, this.#target(), killOnly);
      return;
    }
    const permitted = await signalTree(systemProcesses, this.#target(), signals[kind]);
    // Windows knows Ctrl+C only as a key; and a miner run as another user hears no signal of ours,
    // but does hear its terminal.
    if (kind === 'interrupt' && (!permitted || process.platform === 'win32')) this.write('\x03');
  }

  /** Asks the tree to end, then kills it. Output is dropped from here on if nobody listens. */
  async end({ discardOutput }: { discardOutput: boolean }): Promise<void> {
    if (discardOutput) this.#flow.discard();
    if (process.platform === 'win32') this.write('\x03');
    await endTree(systemProcesses, this.#target(), askThenKill);
  }

  #target(): TreeTarget {
    return { mark: this.#mark, root: this.#identity, followSession: true };
  }

  /** The process is known for certain as soon as it carries the mark: then it is its own program. */
  async #identify(events: HostedProcessEvents): Promise<void> {
    const deadline = performance.now() + identifyTimeoutMs;
    while (!this.#rootEnded) {
      const entry = await systemProcesses.find(this.pid);
      if (!entry) return;
      const { pid, startedAt, boot, executable } = entry;
      this.#identity = { pid, startedAt, boot, executable };
      const readable = process.platform !== 'win32';
      if (!readable || entry.mark === this.#mark || performance.now() > deadline) break;
      await delay(identifyPollMs);
    }
    if (this.#identity && !this.#rootEnded) events.identified(this.#identity);
  }

  async #finish(
    { exitCode, signal }: { exitCode: number; signal?: number },
    events: HostedProcessEvents,
  ): Promise<void> {
    this.#rootEnded = true;
    this.#stopEndWatch?.();
    this.#flow.flush();
    const { left } = await endTree(systemProcesses, this.#target(), endLeftovers);
    const name = signal ? signalName(signal) : null;
    events.exited({ exitCode: name ? null : exitCode, signal: name, left: left.length });
  }

  #pause(): void {
    this.#pty.pause();
    // What a program said last is still in the terminal when it ends, and the terminal is closed
    // soon after, read or not. So its end opens the gate: it is at most what the kernel holds.
    this.#stopEndWatch ??= systemClock.every(endPollMs, () => {
      if (!isAlive(this.pid)) this.#resume();
    });
  }

  #resume(): void {
    this.#stopEndWatch?.();
    this.#stopEndWatch = undefined;
    this.#pty.resume();
  }
}

const signals = { interrupt: 'SIGINT', terminate: 'SIGTERM' } as const satisfies Record<
  Exclude<SignalKind, 'kill'>,
  TreeSignal
>;

function signalName(number: number): string {
  const found = Object.entries(constants.signals).find(([, value]) => value === number);
  return found?.[0] ?? `signal ${number}`;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
