import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { headerRules } from './header-rule.ts';
import { KernelMemoryError } from './kernel-errors.ts';
import {
  schemes,
  type KernelDescription,
  type KernelModule,
  type Problem,
  type StepDescription,
} from './kernel-module.ts';
import { solvedOf } from './solved-of.ts';
import { listOf } from './list-of.ts';

/** What `native/node/addon.cpp` exports. Work memory is a buffer, in which it aligns itself. */
interface Addon {
  describe(index: number): Omit<KernelDescription, 'index'> | null;
  hash(index: number, work: Uint8Array, input: Uint8Array, output: Uint8Array): void;
  prepare(index: number, work: Uint8Array, header: Uint8Array, rule: number): boolean;
  check(index: number, work: Uint8Array, tail: Uint8Array, output: Uint8Array): void;
  scan(
    index: number,
    work: Uint8Array,
    tail: Uint8Array,
    target: Uint8Array,
    startNonce: number,
    count: number,
    output: Uint8Array,
  ): number;
  solutionBytes(...problem: ProblemArguments): number;
  verify(...problemAndSolution: [...ProblemArguments, solution: Uint8Array]): number;
  beamTargetReached(solution: Uint8Array, packed: number): boolean;
  solveWorkBytes(...problem: ProblemArguments): number;
  solve(
    ...problemAndRoom: [
      ...ProblemArguments,
      work: Uint8Array,
      solutions: Uint8Array,
      most: number,
      stop: Int32Array | null,
    ]
  ): number;
  describeStep(index: number): (StepWords & { readonly inputBytes: number }) | null;
  runStep(index: number, input: Uint8Array, output: Uint8Array): void;
}

type StepWords = Pick<StepDescription, 'owner' | 'name' | 'outputBytes'>;

/** Work of ended jobs that is kept for the next ones: new memory costs more than most jobs do. */
const maxFree = 16;

type ProblemArguments = [
  scheme: number,
  n: number,
  k: number,
  r: number,
  personal: Uint8Array | null,
  input: Uint8Array,
];

// Not named `require`: the bundle has one of its own.
const requireAddon = createRequire(import.meta.url);

/**
 * Loads the addon that `npm run native` builds.
 *
 * @param folder  the `native` folder
 * @returns       the addon, or one sentence that says why there is none
 */
export function openNativeModule(folder: string): KernelModule | string {
  const path = addonPath(folder);
  if (!existsSync(path)) return 'The native kernels have not been built for this machine.';
  try {
    return moduleOf(requireAddon(path) as Addon);
  } catch (error) {
    const [why = ''] = String(error instanceof Error ? error.message : error).split('\n');
    return `The native kernels could not be loaded: ${why}`;
  }
}

/** A library cannot be loaded out of an archive, so the package has it beside the archive. */
export function addonPath(folder: string): string {
  const path = join(folder, 'node/build/Release/kernels.node');
  return path.replace(/([/\\]app\.asar)(?=[/\\])/, '$1.unpacked');
}

function moduleOf(addon: Addon): KernelModule {
  const freeWork = new Map<number, Uint8Array[]>();
  const freeOf = (index: number): Uint8Array[] => {
    const known = freeWork.get(index);
    if (known) return known;
    const none: Uint8Array[] = [];
    freeWork.set(index, none);
    return none;
  };
  return {
    kernels: listOf((index) => {
      const described = addon.describe(index);
      return described && { ...described, index };
    }),
    steps: listOf((index) => {
      const described = addon.describeStep(index);
      if (!described) return null;
      const { inputBytes } = described;
      return { ...described, index, inputBytes: inputBytes < 0 ? null : inputBytes };
    }),
    openWork({ index, workBytes }) {
      const free = freeOf(index);
      const work = free.pop() ?? allocate(workBytes);
      return {
        hash: (input, output) => addon.hash(index, work, input, output),
        prepare: (header, rule) => addon.prepare(index, work, header, headerRules.indexOf(rule)),
        check: (tail, output) => addon.check(index, work, tail, output),
        scan: (tail, target, startNonce, count, output) =>
          addon.scan(index, work, tail, target, startNonce, count, output),
        close() {
          if (free.length < maxFree) free.push(work);
        },
      };
    },
    solutionBytes: (problem) => addon.solutionBytes(...argumentsOf(problem)),
    verify: (problem, solution) => addon.verify(...argumentsOf(problem), solution),
    beamTargetReached: (solution, packed) => addon.beamTargetReached(solution, packed),
    solve(problem, most, stop) {
      const given = argumentsOf(problem);
      const workBytes = addon.solveWorkBytes(...given);
      if (workBytes === 0) return null;
      const solutions = new Uint8Array(most * addon.solutionBytes(...given));
      const answer = addon.solve(...given, allocate(workBytes), solutions, most, stop);
      return solvedOf(answer, solutions, most);
    },
    runStep: ({ index }, input, output) => addon.runStep(index, input, output),
  };
}

function argumentsOf({ scheme, n, k, r, personal, input }: Problem): ProblemArguments {
  return [schemes[scheme], n, k, r, personal, input];
}

/** @throws {KernelMemoryError} */
function allocate(bytes: number): Uint8Array {
  try {
    return new Uint8Array(bytes);
  } catch (error) {
    throw new KernelMemoryError(error);
  }
}
