import type { KernelModule } from './kernel-module.ts';

// Nothing of Node is used here: a browser that mines loads the same module with the same code.

interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly __heap_base: WebAssembly.Global<'i32'>;
  describe(index: number): number;
  hash(index: number, input: number, length: number, output: number): void;
  scan(index: number, header: number, target: number, start: number, count: number): number;
}

const pageBytes = 65_536;

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
  const base = exports.__heap_base.value;

  /** Copies the parts to the free memory, one after the other. @returns their addresses */
  const place = (...parts: readonly Uint8Array[]): number[] => {
    const end = parts.reduce((sum, part) => sum + part.byteLength, base);
    const missing = end - exports.memory.buffer.byteLength;
    if (missing > 0) exports.memory.grow(Math.ceil(missing / pageBytes));
    const memory = new Uint8Array(exports.memory.buffer);
    let address = base;
    return parts.map((part) => {
      memory.set(part, address);
      address += part.byteLength;
      return address - part.byteLength;
    });
  };

  return {
    describe(index) {
      const address = exports.describe(index);
      return address === 0 ? null : readText(exports.memory, address);
    },
    hash(index, input, output) {
      const [from = 0, to = 0] = place(input, output);
      exports.hash(index, from, input.byteLength, to);
      output.set(new Uint8Array(exports.memory.buffer, to, output.byteLength));
    },
    scan(index, header, target, startNonce, count) {
      const [headerAt = 0, targetAt = 0] = place(header, target);
      return exports.scan(index, headerAt, targetAt, startNonce, count);
    },
  };
}

function readText(memory: WebAssembly.Memory, address: number): string {
  const bytes = new Uint8Array(memory.buffer, address);
  return new TextDecoder().decode(bytes.subarray(0, bytes.indexOf(0)));
}
