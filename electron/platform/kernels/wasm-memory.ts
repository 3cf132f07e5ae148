import { maxInputBytes } from './argument-checks.ts';
import { KernelMemoryError } from './kernel-errors.ts';

const pageBytes = 65_536;

/** What a kernel may ask for: enough for the widest vectors. */
const alignment = 64;

/** Room for what is passed in one call: two of the longest inputs, and the small things beside. */
const callBytes = 2 * maxInputBytes + pageBytes;

/**
 * The memory of a WebAssembly module above what the module itself uses: first the place of what is
 * passed in a call, then slots that are kept until they are given back. It only ever grows, and each
 * growth makes the views on it useless, so nobody keeps one.
 */
export class WasmMemory {
  readonly #memory: WebAssembly.Memory;
  readonly #callAt: number;
  readonly #free = new Map<number, number[]>();
  #end: number;
  #view: Uint8Array;

  /** @param base  where the free memory begins */
  constructor(memory: WebAssembly.Memory, base: number) {
    this.#memory = memory;
    this.#callAt = aligned(base);
    this.#end = this.#callAt + callBytes;
    this.#view = new Uint8Array(memory.buffer);
    this.#growTo(this.#end);
  }

  /** Copies what is passed in a call, one part after the other. @returns their addresses */
  place(...parts: readonly Uint8Array[]): number[] {
    const { bytes } = this;
    let next = this.#callAt;
    return parts.map((part) => {
      const address = next;
      next = aligned(address + part.byteLength);
      if (next > this.#callAt + callBytes) throw new RangeError('too much for one call');
      bytes.set(part, address);
      return address;
    });
  }

  /** Memory that is kept until it is released, with whatever stands in it. @returns its address */
  allocate(size: number): number {
    const bytes = aligned(size);
    const again = this.#free.get(bytes)?.pop();
    if (again !== undefined) return again;
    const address = this.#end;
    this.#growTo(address + bytes);
    this.#end += bytes;
    return address;
  }

  release(address: number, size: number): void {
    const bytes = aligned(size);
    const free = this.#free.get(bytes);
    if (free) free.push(address);
    else this.#free.set(bytes, [address]);
  }

  /** Copies `output.byteLength` bytes out of the memory. */
  read(address: number, output: Uint8Array): void {
    output.set(this.bytes.subarray(address, address + output.byteLength));
  }

  /** All of it, until it grows. */
  get bytes(): Uint8Array {
    if (this.#view.buffer !== this.#memory.buffer) this.#view = new Uint8Array(this.#memory.buffer);
    return this.#view;
  }

  /** @throws {KernelMemoryError}  when the engine gives no more */
  #growTo(end: number): void {
    const missing = end - this.#memory.buffer.byteLength;
    if (missing <= 0) return;
    try {
      this.#memory.grow(Math.ceil(missing / pageBytes));
    } catch (error) {
      throw new KernelMemoryError(error);
    }
  }
}

const aligned = (value: number): number => Math.ceil(value / alignment) * alignment;
