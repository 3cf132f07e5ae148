/** A thread that computes for another: one call after the other, each of which can be ended early. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Kernel } from '../kernel.ts';
import { loadKernel, loadSolutionKernel } from '../load-kernel.ts';
import type { SolutionKernel } from '../solution-kernel.ts';
import { scanInChunks } from './chunked-scan.ts';
import { JobCache } from './job-cache.ts';
import { packError } from './thread-error.ts';
import type {
  CallName,
  ThreadCall,
  ThreadCalls,
  ThreadData,
  ThreadReport,
} from './thread-messages.ts';

if (!parentPort) throw new Error('a kernel thread is started by startKernelThread');
const port = parentPort;
const { algorithm, backend, path } = workerData as ThreadData;

type Handlers = {
  readonly [Name in CallName]: (
    request: ThreadCalls[Name]['request'],
    stop: ThreadCall['stop'],
  ) => ThreadCalls[Name]['answer'];
};

try {
  await serve();
} catch (error) {
  report({ kind: 'failed', error: packError(error) });
}

async function serve(): Promise<void> {
  const choice = backend === undefined ? {} : { backend };
  const kernel = await loadKernel(algorithm, { ...choice, ...(path !== undefined && { path }) });
  const solutions = await loadSolutionKernel({ backend: kernel.backend });
  const handlers = handlersWith(kernel, solutions);
  port.on('message', (call: ThreadCall) => {
    try {
      report({ kind: 'answer', id: call.id, answer: answerTo(handlers, call) });
    } catch (error) {
      report({ kind: 'error', id: call.id, error: packError(error) });
    }
  });
  report({ kind: 'ready', backend: kernel.backend, path: kernel.path });
}

function handlersWith(kernel: Kernel, solutions: SolutionKernel): Handlers {
  const jobs = new JobCache(kernel);
  return {
    check: ({ header, rule = 'node', tail }) => jobs.get(header, rule).check(tail),
    scan: (request, stop) => {
      const { header, rule = 'node' } = request;
      return scanInChunks(jobs.get(header, rule), request, () => isStopped(stop));
    },
    verifyBeam: ({ generation, input, nonce, solution }) =>
      solutions.verifyBeam(generation, input, nonce, solution),
    solveEquihash: ({ parameters, input }, stop) =>
      solutions.solveEquihash(parameters, input, stop ? { stop } : {}),
  };
}

function answerTo<Name extends CallName>(handlers: Handlers, call: ThreadCall<Name>): unknown {
  return isStopped(call.stop) ? null : handlers[call.name](call.request, call.stop);
}

function isStopped(stop: ThreadCall['stop']): boolean {
  return stop !== null && Atomics.load(stop, 0) !== 0;
}

function report(message: ThreadReport): void {
  port.postMessage(message);
}
