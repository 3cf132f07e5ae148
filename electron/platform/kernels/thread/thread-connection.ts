import { Worker } from 'node:worker_threads';
import { KernelThreadLostError, TooManyCallsError } from '../kernel-errors.ts';
import { unpackError } from './thread-error.ts';
import type {
  CallName,
  ThreadCall,
  ThreadCalls,
  ThreadData,
  ThreadReport,
} from './thread-messages.ts';

/** Calls that may wait for one thread; at a few microseconds each this is no delay to speak of. */
const maxWaiting = 1024;

/** How long a stopped call may go on before its thread is ended, ms; a solver in WASM sees no flag. */
const graceMs = 25;

type Ready = Extract<ThreadReport, { kind: 'ready' }>;

interface Waiting {
  readonly call: ThreadCall;
  readonly settle: (report: Extract<ThreadReport, { kind: 'answer' | 'error' }>) => void;
  readonly fail: (error: Error) => void;
}

/** The calls that one thread has to answer. Where one cannot be stopped, another thread takes over. */
export class ThreadConnection implements AsyncDisposable {
  readonly #entry: string;
  readonly #data: ThreadData;
  readonly #waiting = new Map<number, Waiting>();
  /** Calls nobody waits for any more, which the thread may still be at. */
  readonly #stopped = new Map<number, NodeJS.Timeout>();
  #nextId = 1;
  #worker: Worker;
  #ready: PromiseWithResolvers<Ready>;
  #lost: Error | null = null;

  constructor(entry: string, data: ThreadData) {
    this.#entry = entry;
    this.#data = data;
    [this.#worker, this.#ready] = this.#open();
  }

  /** @throws whatever keeps the thread from computing, or the signal's reason */
  async ready(signal?: AbortSignal): Promise<Ready> {
    if (!signal) return this.#ready.promise;
    const aborted = Promise.withResolvers<never>();
    const abort = (): void => aborted.reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    try {
      return await Promise.race([this.#ready.promise, aborted.promise]);
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }

  async call<Name extends CallName>(
    name: Name,
    request: ThreadCalls[Name]['request'],
    signal?: AbortSignal,
  ): Promise<ThreadCalls[Name]['answer']> {
    signal?.throwIfAborted();
    if (this.#lost) throw this.#lost;
    if (this.#waiting.size >= maxWaiting) throw new TooManyCallsError(maxWaiting);
    const id = this.#nextId;
    this.#nextId += 1;
    const stop = signal ? new Int32Array(new SharedArrayBuffer(4)) : null;
    const call: ThreadCall = { id, name, request, stop };
    const answer = Promise.withResolvers<ThreadCalls[Name]['answer']>();
    const abort = (): void => {
      this.#stop(call);
      answer.reject(signal?.reason);
    };
    signal?.addEventListener('abort', abort, { once: true });
    this.#waiting.set(id, {
      call,
      settle: (report) => {
        if (report.kind === 'error') answer.reject(unpackError(report.error));
        else answer.resolve(report.answer as ThreadCalls[Name]['answer']);
      },
      fail: answer.reject,
    });
    try {
      this.#worker.postMessage(call, []);
      return await answer.promise;
    } finally {
      signal?.removeEventListener('abort', abort);
      this.#waiting.delete(id);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#lose(new KernelThreadLostError());
    await this.#worker.terminate();
  }

  #open(): [Worker, PromiseWithResolvers<Ready>] {
    const ready = Promise.withResolvers<Ready>();
    // Whoever waits for it is told; nobody has to.
    ready.promise.catch(() => undefined);
    const worker = new Worker(this.#entry, { workerData: this.#data, name: 'kernels' });
    worker.on('message', (report: ThreadReport) => {
      if (worker === this.#worker) this.#receive(report);
    });
    worker.on('error', (error) => {
      if (worker === this.#worker) this.#lose(new KernelThreadLostError(error));
    });
    worker.on('exit', () => {
      if (worker === this.#worker) this.#lose(new KernelThreadLostError());
    });
    return [worker, ready];
  }

  #receive(report: ThreadReport): void {
    switch (report.kind) {
      case 'ready':
        this.#ready.resolve(report);
        return;
      case 'failed':
        this.#lose(unpackError(report.error));
        return;
      case 'answer':
      case 'error':
        clearTimeout(this.#stopped.get(report.id));
        this.#stopped.delete(report.id);
        this.#waiting.get(report.id)?.settle(report);
    }
  }

  #stop({ id, stop }: ThreadCall): void {
    if (stop) Atomics.store(stop, 0, 1);
    this.#waiting.delete(id);
    this.#stopped.set(
      id,
      setTimeout(() => this.#replaceWorker(), graceMs),
    );
  }

  /** The calls that still wait are made again; each gives the same answer wherever it is computed. */
  #replaceWorker(): void {
    this.#forgetStopped();
    const old = this.#worker;
    [this.#worker, this.#ready] = this.#open();
    void old.terminate();
    for (const { call } of this.#waiting.values()) this.#worker.postMessage(call, []);
  }

  #lose(error: Error): void {
    if (this.#lost) return;
    this.#lost = error;
    this.#forgetStopped();
    this.#ready.reject(error);
    for (const { fail } of this.#waiting.values()) fail(error);
    this.#waiting.clear();
  }

  #forgetStopped(): void {
    for (const timer of this.#stopped.values()) clearTimeout(timer);
    this.#stopped.clear();
  }
}
