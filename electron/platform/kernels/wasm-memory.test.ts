import { expect, it } from 'vitest';
import { maxInputBytes } from './argument-checks.ts';
import { KernelMemoryError } from './kernel-errors.ts';
import { WasmMemory } from './wasm-memory.ts';

const base = 1_000;
const memoryOf = (maximum: number): WasmMemory =>
  new WasmMemory(new WebAssembly.Memory({ initial: 1, maximum }), base);

it('gives slots that begin at multiples of 64 and do not overlap', () => {
  const memory = memoryOf(100);
  const slots = [1, 64, 65, 18_000, 3].map((size) => [memory.allocate(size), size] as const);
  let end = base;
  for (const [address, size] of slots) {
    expect(address % 64).toBe(0);
    expect(address).toBeGreaterThanOrEqual(end);
    end = address + size;
  }
});

it('gives a slot again when it has been given back', () => {
  const memory = memoryOf(100);
  const [first, second] = [memory.allocate(500), memory.allocate(500)];
  memory.release(first, 500);
  expect(memory.allocate(600)).not.toBe(first);
  expect(memory.allocate(500)).toBe(first);
  expect(memory.allocate(500)).not.toBe(second);
});

it('keeps what is passed in a call away from the slots, also while it grows', () => {
  const memory = memoryOf(1_000);
  const slot = memory.allocate(32);
  const kept = new Uint8Array(32).fill(7);
  memory.bytes.set(kept, slot);
  const long = new Uint8Array(maxInputBytes).fill(255);
  memory.place(long, long, new Uint8Array(1_000).fill(255));
  memory.allocate(30 * 65_536);
  const read = new Uint8Array(32);
  memory.read(slot, read);
  expect(read).toEqual(kept);
  expect(() => memory.place(long, long, long)).toThrow('too much for one call');
});

it('says when the engine gives no more', () => {
  const memory = memoryOf(40);
  expect(() => memory.allocate(20 * 65_536)).toThrow(KernelMemoryError);
  expect(memory.allocate(64)).toBeGreaterThan(base);
  expect(() => memoryOf(2)).toThrow(KernelMemoryError);
});
