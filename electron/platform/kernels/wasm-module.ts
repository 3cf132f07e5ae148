import { headerRules } from './header-rule.ts';
import { schemes, type KernelModule, type Problem } from './kernel-module.ts';
import { listOf } from './list-of.ts';
import { solvedOf } from './solved-of.ts';
import { WasmMemory } from './wasm-memory.ts';

// Nothing of Node is used here: a browser that mines loads the same module with the same code.

/** What `native/wasm/module.cpp` exports; every pointer is an address in `memory`. */
interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly __heap_base: WebAssembly.Global<'i32'>;
  describe(index: number, described: number): number;
  hash(index: number, work: number, input: number, length: number, output: number): void;
  prepare(index: number, work: number, header: number, rule: number): number;
  check(index: number, work: number, tail: number, output: number): void;
  scan(
    index: number,
    work: number,
    tail: number,
    target: number,
    start: number,
    count: number,
    output: number,
  ): number;
  solutionBytes(problem: number): number;
  verify(problem: number, solution: number, length: number): number;
  beamTargetReached(solution: number, length: number, packed: number): number;
  solveWorkBytes(problem: number): number;
  solve(problem: number, work: number, workBytes: number, solutions: number, most: number): number;
  describeStep(index: number, described: number): number;
  runStep(index: number, input: number, length: number, output: number): void;
}

const wordBytes = 4;
const anyLength = 0xffff_ffff;

/**
 * Starts `native/wasm/kernels.wasm` with a memory of its own.
 *
 * @param source  the file's bytes, or the module they were compiled to
 * @throws {WebAssembly.CompileError}  when the engine has no SIMD, or the bytes are broken
 */
export async function openWasmModule(
  source: BufferSource | WebAssembly.Module,
): Promise<KernelModule> {
  const module = source instanceof WebAssembly.Module ? source : await WebAssembly.compile(source);
  const instance = await WebAssembly.instantiate(module);
  const exports = instance.exports as unknown as Exports;
  const memory = new WasmMemory(exports.memory, exports.__heap_base.value);

  /** @returns the words of a description, or null where the module has none of this index */
  const describe = (what: 'describe' | 'describeStep', index: number): Uint32Array | null => {
    const room = new Uint8Array(4 * wordBytes);
    const [at = 0] = memory.place(room);
    if (exports[what](index, at) === 0) return null;
    memory.read(at, room);
    return new Uint32Array(room.buffer);
  };
  const text = (address = 0): string => {
    const { bytes } = memory;
    return new TextDecoder().decode(bytes.subarray(address, bytes.indexOf(0, address)));
  };

  /** Writes a problem, seven words, and after it what else a call takes. @returns the addresses */
  const placeProblem = (
    { scheme, n, k, r, personal, input }: Problem,
    ...others: readonly Uint8Array[]
  ): number[] => {
    const words = new Uint32Array(7);
    const room = new Uint8Array(words.buffer);
    const [at = 0, inputAt = 0, personalAt = 0, ...rest] = memory.place(
      room,
      input,
      personal ?? new Uint8Array(0),
      ...others,
    );
    words.set([schemes[scheme], n, k, r, personal ? personalAt : 0, inputAt, input.byteLength]);
    memory.bytes.set(room, at);
    return [at, ...rest];
  };

  return {
    kernels: listOf((index) => {
      const words = describe('describe', index);
      if (!words) return null;
      const [name, headerBytes = 0, tailBytes = 0, workBytes = 0] = words;
      return { index, name: text(name), headerBytes, tailBytes, workBytes };
    }),
    steps: listOf((index) => {
      const words = describe('describeStep', index);
      if (!words) return null;
      const [owner, name, length = 0, outputBytes = 0] = words;
      const inputBytes = length === anyLength ? null : length;
      return { index, owner: text(owner), name: text(name), inputBytes, outputBytes };
    }),
    openWork({ index, workBytes }) {
      const work = memory.allocate(workBytes);
      return {
        hash(input, output) {
          const [from = 0, to = 0] = memory.place(input, output);
          exports.hash(index, work, from, input.byteLength, to);
          memory.read(to, output);
        },
        prepare(header, rule) {
          const [from = 0] = memory.place(header);
          return exports.prepare(index, work, from, headerRules.indexOf(rule)) !== 0;
        },
        check(tail, output) {
          const [from = 0, to = 0] = memory.place(tail, output);
          exports.check(index, work, from, to);
          memory.read(to, output);
        },
        scan(tail, target, startNonce, count, output) {
          const [tailAt = 0, targetAt = 0, to = 0] = memory.place(tail, target, output);
          const nonce = exports.scan(index, work, tailAt, targetAt, startNonce, count, to);
          memory.read(to, output);
          return nonce;
        },
        close: () => memory.release(work, workBytes),
      };
    },
    solutionBytes(problem) {
      const [at = 0] = placeProblem(problem);
      return exports.solutionBytes(at);
    },
    verify(problem, solution) {
      const [at = 0, solutionAt = 0] = placeProblem(problem, solution);
      return exports.verify(at, solutionAt, solution.byteLength);
    },
    beamTargetReached(solution, packed) {
      const [at = 0] = memory.place(solution);
      return exports.beamTargetReached(at, solution.byteLength, packed) !== 0;
    },
    solve(problem, most) {
      const [sized = 0] = placeProblem(problem);
      const workBytes = exports.solveWorkBytes(sized);
      if (workBytes === 0) return null;
      const solutions = new Uint8Array(most * exports.solutionBytes(sized));
      const work = memory.allocate(workBytes);
      const [at = 0, to = 0] = placeProblem(problem, solutions);
      const answer = exports.solve(at, work, workBytes, to, most);
      memory.release(work, workBytes);
      memory.read(to, solutions);
      return solvedOf(answer, solutions, most);
    },
    runStep({ index }, input, output) {
      const [from = 0, to = 0] = memory.place(input, output);
      exports.runStep(index, from, input.byteLength, to);
      memory.read(to, output);
    },
  };
}
