import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import {
  vectorBackendNames,
  type VectorBackendName,
} from '../../platform/kernels/vectors/load-vector-backend.ts';
import { columns, type Output } from '../output.ts';
import {
  speedAlgorithms,
  type SpeedAlgorithm,
  type SpeedRate,
  type SpeedReport,
  type SpeedTask,
} from './speed-messages.ts';

export interface SpeedOptions {
  /** File of the measuring threads' entry. */
  readonly entry: string;
  /** Without it all. */
  readonly algorithm?: SpeedAlgorithm;
  /** Without it one a core. */
  readonly threads?: number;
  /** Of each measurement. */
  readonly seconds: number;
  readonly signal: AbortSignal;
}

interface Speed {
  readonly algorithm: SpeedAlgorithm;
  readonly backend: VectorBackendName;
  readonly path: string;
  readonly threads: number;
  readonly rates: readonly {
    readonly what: string;
    /** Of each thread, while the others were as busy. */
    readonly perThread: readonly number[];
    readonly total: number;
  }[];
}

/** Measures every kernel of this machine, one after the other, each on all threads at once. */
export async function measureKernels(options: SpeedOptions, output: Output): Promise<void> {
  const { algorithm, threads = availableParallelism(), seconds } = options;
  const speeds: Speed[] = [];
  for (const each of algorithm === undefined ? speedAlgorithms : [algorithm]) {
    for (const backend of vectorBackendNames) {
      // BeamHash is verified in one way only, the portable one.
      if (each === 'beamhash' && backend === 'portable') continue;
      options.signal.throwIfAborted();
      output.note(`Measuring ${each}, ${backend} …`);
      const task = { algorithm: each, backend, ms: seconds * 1000 };
      const speed = await measure(task, threads, options);
      if (typeof speed === 'string') output.note(speed);
      else speeds.push(speed);
    }
  }
  output.result(speeds, table(speeds));
}

/** @returns why there is nothing to measure where there is not */
async function measure(
  task: SpeedTask,
  threads: number,
  { entry, signal }: SpeedOptions,
): Promise<Speed | string> {
  await using workers = new AsyncDisposableStack();
  const team = Array.from({ length: threads }, () => {
    const worker = new Worker(entry, { workerData: task, name: 'speed' });
    workers.defer(async () => void (await worker.terminate()));
    return { worker, next: reportsOf(worker, signal) };
  });
  const [first, ...others] = await Promise.all(team.map(({ next }) => next()));
  if (!first || first.kind === 'measured') throw new Error('a thread answered before it was asked');
  if (first.kind === 'unavailable') return first.reason;
  if (others.some(({ kind }) => kind !== 'ready')) throw new Error('a thread has no kernel');

  for (const { worker } of team) worker.postMessage('go', []);
  const measured = await Promise.all(team.map(({ next }) => next()));
  const { algorithm, backend } = task;
  const rates = ratesOf(measured.map((report) => ('rates' in report ? report.rates : [])));
  return { algorithm, backend, path: first.path, threads, rates };
}

/** @returns a function that waits for the thread's next report */
function reportsOf(worker: Worker, signal: AbortSignal): () => Promise<SpeedReport> {
  return async () => {
    const report = Promise.withResolvers<SpeedReport>();
    const abort = (): void => report.reject(signal.reason);
    worker.once('message', report.resolve);
    worker.once('error', report.reject);
    signal.addEventListener('abort', abort, { once: true });
    try {
      return await report.promise;
    } finally {
      worker.off('error', report.reject);
      signal.removeEventListener('abort', abort);
    }
  };
}

function ratesOf(threads: readonly (readonly SpeedRate[])[]): Speed['rates'] {
  const [first = []] = threads;
  return first.map(({ what }, index) => {
    const perThread = threads.map((rates) => rates[index]?.perSecond ?? 0);
    return { what, perThread, total: perThread.reduce((sum, rate) => sum + rate, 0) };
  });
}

function table(speeds: readonly Speed[]): string[] {
  const rows = speeds.flatMap(({ algorithm, backend, path, threads, rates }) =>
    rates.map(({ what, total }) => [
      algorithm,
      backend,
      path,
      what === 'hashes' ? 'mining' : what,
      perSecondText(total / threads, what),
      perSecondText(total, what),
    ]),
  );
  return columns([['algorithm', 'build', 'path', 'what', 'per thread', 'in all'], ...rows]);
}

function perSecondText(rate: number, what: string): string {
  const unit = what === 'hashes' ? 'H/s' : '/s';
  if (rate >= 1e6) return `${(rate / 1e6).toPrecision(4)} M${unit}`;
  if (rate >= 1e3) return `${(rate / 1e3).toPrecision(4)} k${unit}`;
  return `${rate.toPrecision(4)} ${unit}`;
}
