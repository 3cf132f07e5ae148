import { headerRules } from './header-rule.ts';
import type { KernelModule } from './kernel-module.ts';
import { listOf } from './list-of.ts';
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
    runStep({ index }, input, output) {
      const [from = 0, to = 0] = memory.place(input, output);
      exports.runStep(index, from, input.byteLength, to);
      memory.read(to, output);
    },
  };
}
