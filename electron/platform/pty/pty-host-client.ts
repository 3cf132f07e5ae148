import { randomBytes } from 'node:crypto';
import { systemClock } from '../../base/clock.ts';
import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import { askThenKill, endTree } from '../processes/end-tree.ts';
import { systemProcesses } from '../processes/system-processes.ts';
import { ClientProcess } from './client-process.ts';
import { HostConnection } from './host-connection.ts';
import { LiveList } from './live-list.ts';
import {
  PtyHostClosedError,
  PtyHostGivenUpError,
  PtyHostLostError,
  StartFailedError,
} from './pty-errors.ts';
import type { FromPtyHost } from './pty-messages.ts';
import type { PtyProcess, PtySpawn } from './pty-process.ts';
import { checkStart } from './start-check.ts';

export type { PtyExit, PtyProcess, PtySpawn } from './pty-process.ts';

/** So many deaths of the host within so many minutes mean that something is wrong for good. */
const maxDeaths = 4;
const deathWindowMinutes = 5;

const defaultColumns = 120;
const defaultRows = 40;

export interface PtyHostClientOptions {
  /** File of the pty host: pty-host.ts unbuilt, pty-host.js built. */
  readonly entry: string;
  /** JSON file in the data folder that lists the live processes, for `endOrphans`. */
  readonly liveFile: string;
  readonly log: Log;
  readonly clock?: Clock;
  /** Environment of the host itself, not of what it starts. */
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * Starts programs under ptys in a process of its own, the pty host, and watches over it: a host
 * that dies or hangs is replaced at the next start, and what it ran is ended first.
 */
export class PtyHostClient implements AsyncDisposable {
  readonly #options: PtyHostClientOptions;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #live: LiveList;
  readonly #processes = new Map<number, ClientProcess>();
  /** When the host died, newest last; epoch ms. */
  #deaths: number[] = [];
  #connection: HostConnection | undefined;
  #lastId = 0;
  #closed = false;

  constructor(options: PtyHostClientOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#log = options.log;
    this.#live = new LiveList(options.liveFile, options.log);
  }

  /** Pid of the pty host; undefined while none runs. */
  get hostPid(): number | undefined {
    return this.#connection?.pid;
  }

  /**
   * @throws {StartFailedError}     the program or its folder is not there, or may not be executed
   * @throws {PtyHostLostError}     the host died meanwhile
   * @throws {PtyHostClosedError}   this client is closed
   * @throws {PtyHostGivenUpError}  the host died too often in the last minutes
   */
  async spawn(options: PtySpawn): Promise<PtyProcess> {
    await checkStart(options);
    const connection = this.#connect();
    const mark = `${options.runId}.${randomBytes(8).toString('hex')}`;
    const started = new ClientProcess(++this.#lastId, mark, options, connection);
    this.#processes.set(started.id, started);
    // In the list before it exists: however we are killed, the next life finds it by its mark.
    await this.#list(started);
    connection.send({
      type: 'spawn',
      id: started.id,
      request: {
        mark,
        file: options.file,
        args: options.args,
        cwd: options.cwd,
        env: options.env,
        columns: options.columns ?? defaultColumns,
        rows: options.rows ?? defaultRows,
      },
    });
    return started.started;
  }

  /** Ends everything that runs, then the host. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    const all = [...this.#processes.values()];
    await this.#connection?.close();
    await Promise.all(all.map(({ exited }) => exited));
  }

  #connect(): HostConnection {
    if (this.#closed) throw new PtyHostClosedError('the pty host client is closed');
    if (this.#connection) return this.#connection;
    const since = this.#clock.now() - deathWindowMinutes * 60_000;
    this.#deaths = this.#deaths.filter((at) => at > since);
    if (this.#deaths.length >= maxDeaths) {
      throw new PtyHostGivenUpError(this.#deaths.length, deathWindowMinutes);
    }
    const connection = new HostConnection({
      entry: this.#options.entry,
      env: this.#options.env ?? process.env,
      log: this.#log,
      clock: this.#clock,
      onMessage: (message) => this.#receive(message, connection),
      onLost: (reason) => this.#lose(reason),
    });
    this.#connection = connection;
    this.#log.info('the pty host starts', { pid: connection.pid });
    return connection;
  }

  #receive(message: FromPtyHost, connection: HostConnection): void {
    if (message.type === 'problem') this.#log.warn('the pty host', { problem: message.problem });
    if (!('id' in message)) return;
    const found = this.#processes.get(message.id);
    if (!found) return;
    switch (message.type) {
      case 'spawned':
        found.confirmStart(message.pid);
        break;
      case 'refused':
        found.refuseStart(
          new StartFailedError(`The program cannot be started: ${message.reason}.`),
        );
        void this.#forget(found, { exitCode: null, signal: null, lost: false });
        break;
      case 'identified':
        found.identity = message.identity;
        void this.#list(found);
        break;
      case 'output':
        this.#passOn(found, message.chunk);
        connection.send({ type: 'taken', id: found.id, bytes: message.chunk.length });
        break;
      case 'signalled':
        found.confirmSignal(message.request);
        break;
      case 'exited': {
        const { exitCode, signal, left } = message;
        if (left > 0) this.#log.error('processes of a miner cannot be ended', { left });
        void this.#forget(found, { exitCode, signal, lost: false });
        break;
      }
    }
  }

  #passOn(found: ClientProcess, chunk: Uint8Array): void {
    try {
      found.options.onOutput(chunk);
    } catch (error) {
      this.#log.error('a reader of output failed', { error: String(error) });
    }
  }

  /** The host is gone: what it ran may live on, without a terminal, and is ended here. */
  #lose(reason: string): void {
    this.#connection = undefined;
    if (this.#closed) this.#log.debug('the pty host is closed', { reason });
    else {
      this.#deaths.push(this.#clock.now());
      this.#log.error('the pty host is lost', { reason, processes: this.#processes.size });
    }
    for (const orphan of this.#processes.values()) void this.#endOrphan(orphan);
  }

  async #endOrphan(orphan: ClientProcess): Promise<void> {
    const { mark, identity: root } = orphan;
    try {
      const target = { mark, root, followSession: true };
      const { left } = await endTree(systemProcesses, target, askThenKill);
      if (left.length > 0) this.#log.error('a miner cannot be ended', { left: left.length });
    } catch (error) {
      this.#log.error('the processes of a lost miner cannot be listed', { error: String(error) });
    }
    orphan.refuseStart(new PtyHostLostError('the pty host was lost during a start'));
    await this.#forget(orphan, { exitCode: null, signal: null, lost: true });
  }

  async #forget(over: ClientProcess, exit: Parameters<ClientProcess['finish']>[0]): Promise<void> {
    this.#processes.delete(over.id);
    await this.#live.remove(over.id);
    over.finish(exit);
  }

  #list({ id, mark, identity, options }: ClientProcess): Promise<void> {
    return this.#live.put(id, { runId: options.runId, mark, identity });
  }
}
