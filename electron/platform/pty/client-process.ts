import type { ProcessIdentity } from '../processes/process-identity.ts';
import type { HostConnection } from './host-connection.ts';
import type { SignalKind } from './pty-messages.ts';
import type { PtyExit, PtyProcess, PtySpawn } from './pty-process.ts';

/** Our side of a program in the pty host, from the wish to start it to its end. */
export class ClientProcess implements PtyProcess {
  readonly id: number;
  readonly mark: string;
  readonly options: PtySpawn;
  readonly exited: Promise<PtyExit>;
  /** This process, as soon as it has a pid; rejects when it never gets one. */
  readonly started: Promise<ClientProcess>;
  identity: ProcessIdentity | null = null;
  readonly #connection: HostConnection;
  readonly #start = Promise.withResolvers<ClientProcess>();
  readonly #exit = Promise.withResolvers<PtyExit>();
  readonly #signals = new Map<number, () => void>();
  #pid: number | undefined;
  #lastRequest = 0;
  #isOver = false;

  constructor(id: number, mark: string, options: PtySpawn, connection: HostConnection) {
    this.id = id;
    this.mark = mark;
    this.options = options;
    this.#connection = connection;
    this.started = this.#start.promise;
    this.exited = this.#exit.promise;
    // Whoever asked for the start may not be listening yet when it fails.
    this.started.catch(() => undefined);
  }

  get pid(): number {
    if (this.#pid === undefined) throw new Error('a program has no pid before it has started');
    return this.#pid;
  }

  write(text: string): void {
    this.#connection.send({ type: 'write', id: this.id, text });
  }

  resize(columns: number, rows: number): void {
    this.#connection.send({ type: 'resize', id: this.id, columns, rows });
  }

  signal(kind: SignalKind): Promise<void> {
    if (this.#isOver) return Promise.resolve();
    const request = ++this.#lastRequest;
    return new Promise((resolve) => {
      this.#signals.set(request, resolve);
      this.#connection.send({ type: 'signal', id: this.id, request, kind });
    });
  }

  /** The host has made its process. */
  confirmStart(pid: number): void {
    this.#pid = pid;
    this.#start.resolve(this);
  }

  refuseStart(error: Error): void {
    this.#start.reject(error);
  }

  confirmSignal(request: number): void {
    this.#signals.get(request)?.();
    this.#signals.delete(request);
  }

  /** Nothing of it is left. */
  finish(exit: PtyExit): void {
    this.#isOver = true;
    for (const resolve of this.#signals.values()) resolve();
    this.#signals.clear();
    this.#exit.resolve(exit);
  }
}
