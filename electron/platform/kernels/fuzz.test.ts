import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AnyArguments } from '../../testing/any-arguments.ts';
import { fuzzCount, fuzzTimeoutMs } from '../../testing/fuzz-codec.ts';
import { seededRandom } from '../../testing/seeded-random.ts';
import { HeaderRefusedError, JobClosedError } from './kernel-errors.ts';
import type { KernelModule } from './kernel-module.ts';
import type { Kernel, KernelAlgorithm, KernelBackend, PreparedJob } from './kernel.ts';
import { findNativeFolder, wasmPath } from './native-folder.ts';
import { openNativeModule } from './native-module.ts';
import { pickKernel } from './pick-kernel.ts';
import { solutionKernelOf, type SolutionKernel } from './solution-kernel.ts';
import { openWasmModule } from './wasm-module.ts';

const folder = findNativeFolder() ?? '';
const native = openNativeModule(folder);
const wasm = await openWasmModule(readFileSync(wasmPath(folder)));

interface Build {
  readonly kernel: (algorithm: KernelAlgorithm) => Kernel;
  readonly solutions: SolutionKernel;
}

/** Where there is no addon, the WebAssembly stands for both: it must at least agree with itself. */
const builds = [typeof native === 'string' ? buildOf(wasm, 'wasm') : buildOf(native, 'native')];
builds.push(buildOf(wasm, 'wasm'));

type Call = (build: Build) => unknown;

const usual = 1_500;

/** Calls by the name of the function; each is made of random arguments, and made on every build. */
const calls: Readonly<Record<string, (any: AnyArguments) => Call>> = {
  hash(any) {
    const algorithm = algorithmOf(any, 40);
    const input = any.bytes(algorithm === 'verushash' ? 1487 : 80);
    return ({ kernel }) => kernel(algorithm).hash(input);
  },
  prepareJob: (any) => {
    const { algorithm, header, rule } = jobOf(any);
    return ({ kernel }) => {
      using job = kernel(algorithm).prepareJob(header, rule);
      return typeof job;
    };
  },
  check: (any) => {
    const tail = any.bytes(4);
    const long = any.bytes(15);
    return withJob(any, (job, { tailBytes }) => job.check(tailBytes === 15 ? long : tail));
  },
  scan: (any) => {
    const tail = any.bytes(4);
    const long = any.bytes(15);
    const target = any.bytes(32);
    const start = any.integer(2 ** 32 - 40);
    const count = any.integer(20);
    return withJob(any, (job, { tailBytes }) =>
      // A range without an end would be scanned for hours.
      job.scan(tailBytes === 15 ? long : tail, target, start, count > 40 ? -1 : count),
    );
  },
  'check after the end': (any) => {
    const tail = any.bytes(4);
    return withJob(any, (job) => {
      job[Symbol.dispose]();
      return job.check(tail);
    });
  },
  verifyBeam: (any) => {
    const generation = any.oneOf([1, 2, 3] as const);
    const [input, nonce, solution] = [any.bytes(32), any.bytes(8), any.bytes(104)];
    return ({ solutions }) => solutions.verifyBeam(generation, input, nonce, solution);
  },
  beamTargetReached: (any) => {
    const [solution, packed] = [any.bytes(104), any.integer(2 ** 32)];
    return ({ solutions }) => solutions.beamTargetReached(solution, packed);
  },
  verifyEquihash: (any) => {
    const parameters = parametersOf(any, [48, 72, 96, 150, 200]);
    const [input, solution] = [any.bytes(140), any.bytes(any.random.pick([36, 54, 68, 104]))];
    return ({ solutions }) => solutions.verifyEquihash(parameters, input, solution);
  },
  solveEquihash: (any) => {
    const parameters = { ...parametersOf(any, [48]), k: any.oneOf([5, 3, 4]) };
    const input = any.bytes(40);
    return ({ solutions }) =>
      solutions
        .solveEquihash(parameters, input)
        .map((solution) => Buffer.from(solution).toString('hex'))
        .toSorted();
  },
};

describe('any arguments', () => {
  it.each(Object.entries(calls))(
    'to %s give a value or a typed error, the same on every build',
    (name, make) => {
      const any = new AnyArguments(seededRandom(name.length));
      const seen = new Set<string>();
      const disagreements: string[][] = [];
      // A solution takes as long as thousands of the others.
      const count = fuzzCount(name === 'solveEquihash' ? usual / 10 : usual);
      for (let index = 0; index < count; index += 1) {
        const call = make(any);
        const outcomes = builds.map((build) => outcomeOf(() => call(build)));
        for (const outcome of outcomes) seen.add(outcome.slice(0, 5));
        if (outcomes[0] !== outcomes[1]) disagreements.push(outcomes);
      }
      expect(disagreements).toEqual([]);
      expect(seen).toContain('TypeE');
      expect(seen.size).toBeGreaterThan(1);
    },
    fuzzTimeoutMs(usual),
  );
});

function buildOf(module: KernelModule, backend: KernelBackend): Build {
  const kernels = new Map<KernelAlgorithm, Kernel>();
  return {
    solutions: solutionKernelOf(module, backend),
    kernel(algorithm) {
      const known = kernels.get(algorithm) ?? pickKernel(module, backend, algorithm);
      if (!known) throw new Error(`there is no ${algorithm}`);
      kernels.set(algorithm, known);
      return known;
    },
  };
}

/** @param oneIn  how rare the slow algorithm is */
function algorithmOf(any: AnyArguments, oneIn: number): KernelAlgorithm {
  const choice = any.random.below(oneIn);
  if (choice === 1) return 'scrypt';
  return choice < oneIn / 2 ? 'sha256d' : 'verushash';
}

function jobOf(any: AnyArguments) {
  const algorithm = algorithmOf(any, 40);
  const header = any.bytes(algorithm === 'verushash' ? 1487 : 80);
  if (algorithm === 'verushash' && ArrayBuffer.isView(header) && header.byteLength === 1487) {
    // The versions and the counts of chains that the rules look at.
    header.set([4, 0, 1, 0]);
    header.set([any.random.below(9), 0, 0, 0], 143);
    header.set([any.random.below(17)], 148);
  }
  return { algorithm, header, rule: any.oneOf(['node', 'pool', 'miner'] as const) };
}

function withJob(any: AnyArguments, use: (job: PreparedJob, kernel: Kernel) => unknown): Call {
  const { algorithm, header, rule } = jobOf(any);
  return ({ kernel }) => {
    using job = kernel(algorithm).prepareJob(header, rule);
    return use(job, kernel(algorithm));
  };
}

function parametersOf(any: AnyArguments, sizes: readonly [number, ...number[]]) {
  const personal = any.bytes(8);
  const r = any.integer(5);
  return {
    n: any.oneOf(sizes),
    k: any.oneOf([5, 5, 5, 9]),
    ...(any.random.below(2) === 1 && { personal }),
    ...(any.random.below(2) === 1 && { r }),
  };
}

/** What a call gives, as a text that begins with the name of the error where it is one. */
function outcomeOf(call: () => unknown): string {
  try {
    const value = call();
    return `gives ${value instanceof Uint8Array ? Buffer.from(value).toString('hex') : JSON.stringify(value)}`;
  } catch (error) {
    const isExpected = [TypeError, RangeError, HeaderRefusedError, JobClosedError].some(
      (type) => error instanceof type,
    );
    if (!isExpected) throw error;
    return String(error);
  }
}
