import { createHash, randomBytes } from 'node:crypto';
import { assert, property, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import vectors from '../../../native/vectors/sha256d.json' with { type: 'json' };
import { maxInputBytes } from './argument-checks.ts';
import type { Kernel } from './kernel.ts';
import { pickKernel } from './pick-kernel.ts';
import { loadKernel } from './load-kernel.ts';
import { findNativeFolder } from './native-folder.ts';
import { openNativeModule } from './native-module.ts';

const native = openNativeModule(findNativeFolder() ?? '');
const kernels = [...nativeKernels(), ...(await wasmKernels())];
const table = kernels.map((kernel) => [`${kernel.backend} ${kernel.path}`, kernel] as const);

const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'));
const hex = (value: Uint8Array): string => Buffer.from(value).toString('hex');
const sha256 = (value: Uint8Array): Uint8Array => createHash('sha256').update(value).digest();

it.runIf(process.env['CI'] === 'true')('the addon is built where everything is checked', () => {
  expect(native).toBeTypeOf('object');
});

describe.each(table)('%s', (_name, kernel) => {
  it.each(vectors.hash)('hashes $name as known', ({ input, output }) => {
    expect(hex(kernel.hash(bytes(input)))).toBe(output);
  });

  it.each(vectors.scan)('scans: $name', ({ header, target, startNonce, count, nonce }) => {
    expect(scan(kernel, bytes(header), bytes(target), startNonce, count)).toBe(nonce);
  });

  it('hashes any bytes as node:crypto does', () => {
    const anyBytes = uint8Array({ maxLength: 700 });
    assert(
      property(anyBytes, (input) => {
        expect(hex(kernel.hash(input))).toBe(hex(sha256(sha256(input))));
      }),
      { numRuns: 300 },
    );
  });

  it('hashes every length around the borders of a block', () => {
    const source = randomBytes(200);
    for (let length = 0; length <= source.length; length += 1) {
      const input = source.subarray(0, length);
      expect([length, hex(kernel.hash(input))]).toEqual([length, hex(sha256(sha256(input)))]);
    }
  });

  it('hashes the longest input, and a short one after it', () => {
    const longest = randomBytes(maxInputBytes);
    expect(hex(kernel.hash(longest))).toBe(hex(sha256(sha256(longest))));
    expect(hex(kernel.hash(longest.subarray(0, 1)))).toBe(
      hex(sha256(sha256(longest.subarray(0, 1)))),
    );
  });

  it('leaves its arguments as they were', () => {
    const header = randomBytes(80);
    const target = randomBytes(32);
    const before = hex(header) + hex(target);
    kernel.hash(header);
    scan(kernel, header, target, 5, 100);
    expect(hex(header) + hex(target)).toBe(before);
  });

  it('does not look at the nonce that stands in the header', () => {
    const header = randomBytes(80);
    const target = new Uint8Array(32).fill(0xff);
    target[31] = 1;
    const found = scan(kernel, header, target, 0, 5_000);
    header.writeUInt32LE(0xdeadbeef, 76);
    expect(scan(kernel, header, target, 0, 5_000)).toBe(found);
  });

  it('searches a range that ends with the last nonce', () => {
    expect(scan(kernel, randomBytes(80), new Uint8Array(32), 2 ** 32 - 1_000, 1_000)).toBeNull();
    expect(scan(kernel, randomBytes(80), new Uint8Array(32).fill(0xff), 2 ** 32 - 1, 1)).toBe(
      2 ** 32 - 1,
    );
  });

  it('takes a range of all nonces', () => {
    expect(scan(kernel, randomBytes(80), new Uint8Array(32).fill(0xff), 0, 2 ** 32)).toBe(0);
  });
});

describe('one kernel against the other', () => {
  it('finds the same nonce in hundreds of random scans', () => {
    for (let round = 0; round < 300; round += 1) {
      const header = randomBytes(80);
      const target = randomBytes(32);
      target[31] = 0;
      target[30] = round % 64; // 1 in 65,536 up to 1 in 1,024: some are found, some not
      const start = Math.floor(Math.random() * (2 ** 32 - 2_000));
      const count = Math.floor(Math.random() * 1_000);
      expect(disagreement(header, target, start, count)).toBeNull();
    }
  });

  it('finds the same nonce among many, where each lane may be the first', () => {
    for (let round = 0; round < 300; round += 1) {
      const header = randomBytes(80);
      const target = randomBytes(32);
      target[31] = 0x10 + (round % 0xe0);
      const start = Math.floor(Math.random() * (2 ** 32 - 100));
      expect(disagreement(header, target, start, 1 + (round % 9))).toBeNull();
    }
  });
});

/** The nonce that a scan of a new job finds, its hash being that of the header with this nonce. */
function scan(
  kernel: Kernel,
  header: Uint8Array,
  target: Uint8Array,
  startNonce: number,
  count: number,
): number | null {
  using job = kernel.prepareJob(header);
  const found = job.scan(header.subarray(-kernel.tailBytes), target, startNonce, count);
  if (!found) return null;
  const complete = Uint8Array.from(header);
  new DataView(complete.buffer).setUint32(complete.length - 4, found.nonce, true);
  expect(hex(found.hash)).toBe(hex(kernel.hash(complete)));
  expect(hex(job.check(complete.subarray(-kernel.tailBytes)))).toBe(hex(found.hash));
  return found.nonce;
}

/** What the kernels answered where they did not all answer the same, else null. */
function disagreement(header: Uint8Array, target: Uint8Array, start: number, count: number) {
  const found = kernels.map((kernel) => scan(kernel, header, target, start, count));
  if (found.every((nonce) => nonce === found[0])) return null;
  return { header: hex(header), target: hex(target), start, count, found };
}

/** Every path the addon has here, also those that are not the fastest. */
function nativeKernels(): Kernel[] {
  if (typeof native === 'string') return [];
  return ['sha-ni', 'sse2', 'portable']
    .map((path) => pickKernel(native, 'native', 'sha256d', path))
    .filter((kernel) => kernel !== null);
}

async function wasmKernels(): Promise<Kernel[]> {
  return [
    await loadKernel('sha256d', { backend: 'wasm' }),
    await loadKernel('sha256d', { backend: 'wasm', path: 'portable' }),
  ];
}
