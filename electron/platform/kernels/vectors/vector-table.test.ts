import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { targetOfBits, targetOfDifficulty } from '../../../protocols/stratum/verus/target.ts';
import type { KernelModule } from '../kernel-module.ts';
import type { KernelBackend } from '../kernel.ts';
import { findNativeFolder, relaxedWasmPath, wasmPath } from '../native-folder.ts';
import { openNativeModule } from '../native-module.ts';
import { openWasmModule } from '../wasm-module.ts';
import { vectorBackend, type VectorBackend } from './vector-backend.ts';
import { checkVector } from './vector-table.ts';

const folder = findNativeFolder() ?? '';
const files = {
  'verushash.jsonl': 203,
  'haraka.jsonl': 155,
  'equihash.jsonl': 241,
  'blake2b.jsonl': 85,
  'difficulty.jsonl': 136,
  'target.jsonl': 35,
};
const targets = { targetOfBits, targetOfDifficulty };
const native = openNativeModule(folder);
const wasmBytes = readFileSync(wasmPath(folder));
const relaxed = await openWasmModule(readFileSync(relaxedWasmPath(folder)));
const backends = [
  ...(typeof native === 'string' ? [] : bothPaths(native, 'native')),
  ...bothPaths(relaxed, 'wasm').slice(0, 1),
  ...bothPaths(await openWasmModule(wasmBytes), 'wasm'),
];

describe.each(backends.map((backend) => [backend.name, backend] as const))(
  '%s',
  (_name, backend) => {
    it.each(Object.entries(files))('meets all of %s', (file, count) => {
      const lines = linesOf(file);
      expect(lines).toHaveLength(count);
      expect(failuresOf(lines, backend)).toEqual([]);
    });
  },
);

it('is run on two paths of the addon and three of WebAssembly', () => {
  expect(backends.length).toBe(typeof native === 'string' ? 3 : 5);
});

describe('the table', () => {
  const [portable] = backends.slice(-1);
  if (!portable) throw new Error('there is no backend');
  const check = (line: unknown): string | null => checkVector(line, portable, targets);

  it.each([
    ['a text', 'hello', 'the line is no JSON object'],
    ['nothing', null, 'the line is no JSON object'],
    ['a list', [], 'the line is no JSON object'],
    ['an object that says nothing', {}, 'not known: a line without kind, fn and alg'],
    ['a hash of nobody', { fn: 'haraka1024' }, 'not known: fn "haraka1024"'],
    ['a kind of nobody', { kind: 'block2', alg: 'x' }, 'not known: kind "block2", alg "x"'],
    [
      'half a byte',
      { kind: 'raw', variant: 'v1', header: '0', hash: '00'.repeat(32) },
      'not a vector of kind raw: header: not whole bytes in hexadecimal',
    ],
    [
      'a hash of 31 bytes',
      { kind: 'raw', variant: 'v1', header: '', hash: '00'.repeat(31) },
      'not a vector of kind raw: hash: not 32 bytes',
    ],
    [
      'an input of the wrong length',
      { fn: 'haraka256', input: '00', output: '00'.repeat(32) },
      'input must have 32 bytes, not 1',
    ],
    [
      'a problem that is none',
      { alg: 'equihash', n: 96, k: 20, input: '', solution: '', valid: false },
      'there is no equihash with n = 96, k = 20, r = 0',
    ],
    [
      'a solution without its field',
      { fn: 'equihash_r_leaf', n: 150, k: 5, r: 3, index: 0, input: '00' },
      'leaf_150bit is missing',
    ],
    [
      'another hash than there is',
      { kind: 'raw', variant: 'v1', header: '', hash: '01'.repeat(32) },
      `the hash is ${'00'.repeat(32)}, not ${'01'.repeat(32)}`,
    ],
  ])('does not pass %s', (_name, line, mismatch) => {
    expect(check(line)).toBe(mismatch);
  });

  it('notices when any byte of any answer is another', () => {
    for (const file of Object.keys(files)) {
      // Every fifteenth line; an answer is what the first of these names holds.
      for (const line of linesOf(file).filter((_, index) => index % 15 === 0)) {
        const changed = withAnotherAnswer(line as Record<string, unknown>);
        expect([file, changed, check(changed)]).not.toEqual([file, changed, null]);
      }
    }
  });
});

it.each([
  ['portable', 'the first', Buffer.from('9d7b8175f0fec5b20ac020e64c708406', 'hex')],
  // Kept with the constant of the S-box added to each byte.
  ['wasm-simd', 'the last', Buffer.from('a19dc5e9fdbdd64a8882280203cc6a75', 'hex').map(plus63)],
] as const)(
  'fails on the path %s when one bit of %s round constant is another',
  async (path, _which, constant) => {
    const broken = Buffer.from(wasmBytes);
    const places = placesOf(constant, broken);
    expect(places.length).toBeGreaterThan(0);
    for (const place of places) broken.writeUInt8(broken.readUInt8(place) ^ 1, place);
    const backend = vectorBackend(await openWasmModule(broken), 'wasm', path);
    if (!backend) throw new Error('the broken module has no kernels');
    const failed = failuresOf(linesOf('haraka.jsonl'), backend);
    expect(failed.some((failure) => failure.includes('be7f723b'))).toBe(true);
    expect(failuresOf(linesOf('verushash.jsonl'), backend).length).toBeGreaterThan(150);
  },
);

function plus63(byte: number): number {
  return byte ^ 0x63;
}

function linesOf(file: string): unknown[] {
  const text = readFileSync(join(folder, 'vectors', file), 'utf8');
  return text.split('\n').flatMap((line): unknown[] => (line === '' ? [] : [JSON.parse(line)]));
}

function failuresOf(lines: readonly unknown[], backend: VectorBackend): string[] {
  return lines.flatMap((line, index) => {
    const mismatch = checkVector(line, backend, targets);
    return mismatch === null ? [] : [`line ${index + 1}: ${mismatch}`];
  });
}

/** Fields that hold an answer; where a line has several, the first of them is changed. */
const answers = [
  'accept',
  'hash',
  'nonces',
  'output',
  'output_u64_le',
  'output_u32',
  'key_sha256',
  'key',
  'leaf_150bit',
  'leaf_448bit',
  'valid',
  'reached',
  'raw',
  'target',
];

function withAnotherAnswer(line: Record<string, unknown>): Record<string, unknown> {
  const field = answers.find((name) => name in line);
  if (field === undefined) throw new Error(`no answer in ${JSON.stringify(line)}`);
  return { ...line, [field]: another(line[field]) };
}

function another(answer: unknown): unknown {
  if (typeof answer === 'boolean') return !answer;
  if (typeof answer === 'number') return answer === 0 ? 1 : answer - 1;
  if (typeof answer === 'string') return answer.slice(0, -1) + (answer.endsWith('0') ? '1' : '0');
  if (answer === null) return `${'00'.repeat(31)}01`;
  if (Array.isArray(answer)) {
    const several: readonly unknown[] = answer;
    return [...several.slice(0, -1), another(several.at(-1))];
  }
  const fields = answer as Record<string, unknown>;
  return { ...fields, hash: another(fields['hash']) };
}

function bothPaths(module: KernelModule, backend: KernelBackend): VectorBackend[] {
  return [vectorBackend(module, backend), vectorBackend(module, backend, 'portable')].filter(
    (each) => each !== null,
  );
}

function placesOf(needle: Uint8Array, bytes: Buffer): number[] {
  const places: number[] = [];
  for (let at = bytes.indexOf(needle); at >= 0; at = bytes.indexOf(needle, at + 1)) places.push(at);
  return places;
}
