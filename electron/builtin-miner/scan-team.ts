import { Worker } from 'node:worker_threads';
import type { BuiltinAlgorithm } from '../contract/values/profile.ts';
import type { KernelBackend } from '../platform/kernels/kernel.ts';
import type {
  FoundShare,
  ScanOrder,
  ScanReport,
  ScanThreadData,
  ScanWork,
} from './scan-messages.ts';
import { ScanState } from './scan-state.ts';

export interface ScanTeamOptions {
  /** File of the threads' entry. */
  readonly entry: string;
  readonly algorithm: BuiltinAlgorithm;
  readonly threads: number;
  /** Percent of the time each thread rests. */
  readonly throttle: number;
  readonly backend: KernelBackend | undefined;
  /** Every one must be given back by `settle`. */
  readonly onFound: (share: FoundShare) => void;
  /** A thread has ended by an error: the miner is not whole any more. */
  readonly onFailure: (error: Error) => void;
}

/** The mining threads. They wait until they get work. */
export interface ScanTeam extends AsyncDisposable {
  readonly threads: number;
  readonly backend: KernelBackend;
  /** How the processor computes: `sha-ni` and the like. */
  readonly path: string;
  /** Since the beginning, of all threads. */
  readonly totalHashes: number;
  /** What the threads work on from now on; null: nothing. */
  order(work: ScanWork | null): void;
  setPaused(paused: boolean): void;
  /** The share has been answered, or never will be. */
  settle(share: FoundShare): void;
  /** Makes the threads end, without waiting for them. */
  stop(): void;
}

/** @throws whatever keeps a thread from starting, where the kernel is not there for one */
export async function startScanTeam(options: ScanTeamOptions): Promise<ScanTeam> {
  const { entry, algorithm, threads, throttle, backend, onFound, onFailure } = options;
  const state = new ScanState(threads);
  const workers = Array.from({ length: threads }, (_, thread) => {
    const { buffer } = state;
    const data: ScanThreadData = { algorithm, thread, threads, buffer, backend, throttle };
    return new Worker(entry, { workerData: data, name: `scan-${thread}` });
  });
  const ready = workers.map((worker) => {
    const first = Promise.withResolvers<Extract<ScanReport, { kind: 'ready' }>>();
    worker.on('message', (report: ScanReport) => {
      if (report.kind === 'ready') first.resolve(report);
      else onFound(report);
    });
    worker.on('error', (error) => {
      first.reject(error);
      if (!state.isStopped) onFailure(error as Error);
    });
    return first.promise;
  });
  const [kernel] = await Promise.all(ready);
  if (!kernel) throw new RangeError('a team needs at least one thread');
  return {
    threads,
    backend: kernel.backend,
    path: kernel.path,
    get totalHashes() {
      return state.totalHashes;
    },
    order(work) {
      const message: ScanOrder = work;
      for (const worker of workers) worker.postMessage(message, []);
      state.wakeAll();
    },
    setPaused: (paused) => state.setPaused(paused),
    settle({ thread }) {
      state.settleWaiting(thread);
      state.wakeAll();
    },
    stop: () => state.stop(),
    async [Symbol.asyncDispose]() {
      state.stop();
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}
