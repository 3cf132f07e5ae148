/** A thread that measures one kernel once it is told to, so that several do it at the same time. */
import { parentPort, workerData } from 'node:worker_threads';
import { beamSamples } from '../../platform/kernels/beam-samples.ts';
import { KernelUnavailableError } from '../../platform/kernels/kernel-unavailable-error.ts';
import { loadKernel, loadSolutionKernel } from '../../platform/kernels/load-kernel.ts';
import {
  checksPerSecond,
  hashesPerSecond,
  verificationsPerSecond,
} from '../../platform/kernels/measure-speed.ts';
import type { SpeedRate, SpeedReport, SpeedTask } from './speed-messages.ts';

if (!parentPort) throw new Error('a measuring thread is started by the command');
const port = parentPort;
const task = workerData as SpeedTask;
const generationNames = { 1: 'BeamHash I', 2: 'BeamHash II', 3: 'BeamHash III' } as const;

try {
  const measure = await prepare();
  port.once('message', () => report({ kind: 'measured', rates: measure() }));
} catch (error) {
  if (!(error instanceof KernelUnavailableError)) throw error;
  report({ kind: 'unavailable', reason: error.userMessage });
}

async function prepare(): Promise<() => SpeedRate[]> {
  const { algorithm, backend, ms } = task;
  const choice = { backend: backend === 'wasm' ? 'wasm' : 'native' } as const;
  if (algorithm === 'beamhash') {
    const solutions = await loadSolutionKernel(choice);
    report({ kind: 'ready', path: 'portable' });
    return () =>
      beamSamples.map((sample) => ({
        what: generationNames[sample.generation],
        perSecond: verificationsPerSecond(solutions, sample, ms / beamSamples.length),
      }));
  }
  const path = backend === 'portable' ? { path: 'portable' } : {};
  const kernel = await loadKernel(algorithm, { ...choice, ...path });
  report({ kind: 'ready', path: kernel.path });
  return () => [
    { what: 'hashes', perSecond: hashesPerSecond(kernel, ms) },
    { what: 'checks', perSecond: checksPerSecond(kernel, Math.min(ms / 2, 1000)) },
  ];
}

function report(message: SpeedReport): void {
  port.postMessage(message, []);
}
