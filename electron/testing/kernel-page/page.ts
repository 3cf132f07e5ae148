/** The page of a browser that runs the kernels: everything here is what a browser miner will load. */
import { beamSamples } from '../../platform/kernels/beam-samples.ts';
import type { KernelAlgorithm } from '../../platform/kernels/kernel.ts';
import {
  checksPerSecond,
  hashesPerSecond,
  verificationsPerSecond,
} from '../../platform/kernels/measure-speed.ts';
import { pickKernel } from '../../platform/kernels/pick-kernel.ts';
import { solutionKernelOf } from '../../platform/kernels/solution-kernel.ts';
import { vectorBackend } from '../../platform/kernels/vectors/vector-backend.ts';
import { checkVector } from '../../platform/kernels/vectors/vector-table.ts';
import { openWasmModule } from '../../platform/kernels/wasm-module.ts';
import { targetOfBits, targetOfDifficulty } from '../../protocols/stratum/verus/target.ts';

const targets = { targetOfBits, targetOfDifficulty };

const kernelPage = {
  /** Compares a file of known answers with one CPU path, the fastest without a name, of a module. */
  async verify(
    file: string,
    path?: string,
    module?: string,
  ): Promise<{ lines: number; failures: string[] }> {
    const backend = vectorBackend(await openModule(module), 'wasm', path);
    if (!backend) throw new Error('the module has not these kernels');
    const text = await (await fetch(`vectors/${file}`)).text();
    const lines = text.split('\n').filter((line) => line !== '');
    const failures = lines.flatMap((line, index) => {
      const mismatch = checkVector(JSON.parse(line), backend, targets);
      return mismatch === null ? [] : [`line ${index + 1}: ${mismatch}`];
    });
    return { lines: lines.length, failures };
  },

  /** Hashes and checks a second on the thread of the page, on one CPU path. */
  async speed(
    algorithm: KernelAlgorithm,
    ms: number,
    path?: string,
    module?: string,
  ): Promise<{ path: string; hashes: number; checks: number }> {
    const kernel = pickKernel(await openModule(module), 'wasm', algorithm, path);
    if (!kernel) throw new Error('the module has no such kernel');
    const hashes = hashesPerSecond(kernel, ms);
    return { path: kernel.path, hashes, checks: checksPerSecond(kernel, ms / 2) };
  },

  /** Verifications a second of BeamHash I, II and III. */
  async beamSpeeds(ms: number): Promise<number[]> {
    const solutions = solutionKernelOf(await openModule(), 'wasm');
    return beamSamples.map((sample) => verificationsPerSecond(solutions, sample, ms));
  },
};

export type KernelPage = typeof kernelPage;

Object.assign(globalThis, { kernelPage });

async function openModule(file = 'kernels-relaxed.wasm') {
  return openWasmModule(await (await fetch(file)).arrayBuffer());
}
