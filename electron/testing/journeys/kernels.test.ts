import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { root, runCli } from './real-service.ts';

const vectors = join(root, 'native/vectors');
const files = readdirSync(vectors)
  .filter((name) => name.endsWith('.jsonl'))
  .map((name) => join(vectors, name));

const Verified = z.array(
  z.object({ file: z.string(), backend: z.string(), passed: z.number(), failed: z.number() }),
);
const Speeds = z.array(
  z.object({
    backend: z.string(),
    threads: z.number(),
    rates: z.array(z.object({ what: z.string(), total: z.number() })),
  }),
);

describe('the kernels of the built program', () => {
  it('meet every known answer', async () => {
    const { code, stdout } = await runCli(['kernels', 'verify', ...files, '--json']);
    const verified = Verified.parse(JSON.parse(stdout));
    expect(verified.filter(({ failed }) => failed > 0)).toEqual([]);
    expect(code).toBe(0);
    const wasm = verified.filter(({ backend }) => backend === 'wasm');
    expect(wasm.map(({ file }) => file)).toEqual(files);
    expect(wasm.reduce((sum, { passed }) => sum + passed, 0)).toBe(855);
  });

  it('are measured on threads of their own', async () => {
    const choice = ['--algorithm', 'verushash', '--threads', '2', '--seconds', '1'];
    const { code, stdout } = await runCli(['kernels', 'speed', ...choice, '--json']);
    expect(code).toBe(0);
    const wasm = Speeds.parse(JSON.parse(stdout)).find(({ backend }) => backend === 'wasm');
    expect(wasm?.threads).toBe(2);
    expect(wasm?.rates.map(({ what }) => what)).toEqual(['hashes', 'checks']);
    for (const { total } of wasm?.rates ?? []) expect(total).toBeGreaterThan(1_000);
  });
});
