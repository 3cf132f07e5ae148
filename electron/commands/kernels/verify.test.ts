import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { findNativeFolder } from '../../platform/kernels/native-folder.ts';
import { tempFolder } from '../../testing/temp-folder.ts';
import type { Output } from '../output.ts';
import { verifyVectors } from './verify.ts';

const vectors = join(findNativeFolder() ?? '', 'vectors');
const right = { fn: 'share', set_target: 'ff'.repeat(32), hash: '00'.repeat(32), accept: true };

afterEach(() => {
  process.exitCode = undefined;
});

/** What the command says of one file with WebAssembly, and its exit code. */
async function verify(file: string): Promise<{ lines: readonly string[]; code: unknown }> {
  let lines: readonly string[] = [];
  const output: Output = {
    json: false,
    result: (_value, text) => (lines = text),
    event: () => undefined,
    note: () => undefined,
  };
  await verifyVectors([file], 'wasm', output);
  return { lines, code: process.exitCode };
}

describe('kernels verify', () => {
  it('passes our own vectors', async () => {
    const file = join(vectors, 'target.jsonl');
    expect(await verify(file)).toEqual({
      lines: [`${file}, wasm (wasm-relaxed-simd): 35 passed, 0 failed`],
      code: undefined,
    });
  });

  it('names each line that is not met, by its id or its number', async () => {
    using folder = tempFolder();
    const file = join(folder.path, 'mixed.jsonl');
    const wrong = { ...right, accept: false };
    const text = [
      `\uFEFF${JSON.stringify(right)}\r`,
      '',
      JSON.stringify({ ...wrong, id: 'sh0002' }),
      JSON.stringify(wrong),
      '{ half a line',
      '[]',
      '{"fn":"sha3"}',
    ].join('\n');
    writeFileSync(file, text);
    expect(await verify(file)).toEqual({
      lines: [
        `${file}, wasm (wasm-relaxed-simd): 1 passed, 5 failed`,
        '  sh0002: whether the share is taken is true, not false',
        '  line 4: whether the share is taken is true, not false',
        '  line 5: the line is not JSON',
        '  line 6: the line is no JSON object',
        '  line 7: not known: fn "sha3"',
      ],
      code: 1,
    });
  });

  it.each([
    ['is not there', 'nowhere.jsonl', 'there is no such file'],
    ['is a folder', '.', 'the file cannot be read: EISDIR'],
    ['is empty', 'empty.jsonl', 'the file is empty'],
  ])('fails on a file that %s', async (_what, name, reason) => {
    using folder = tempFolder();
    writeFileSync(join(folder.path, 'empty.jsonl'), '\n\n');
    const { lines, code } = await verify(join(folder.path, name));
    expect(lines[0]).toContain('0 passed, 1 failed');
    expect(lines[1]).toContain(`  file: ${reason}`);
    expect(code).toBe(1);
  });
});
