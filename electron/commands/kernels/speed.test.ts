import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { Output } from '../output.ts';
import { speedAlgorithms } from './speed-messages.ts';
import { measureKernels } from './speed.ts';

const entry = fileURLToPath(new URL('./speed-worker.ts', import.meta.url));

/** The rows of the table, split into its columns. */
async function measure(options: Partial<Parameters<typeof measureKernels>[0]>) {
  let table: readonly string[] = [];
  let values: unknown = null;
  const output: Output = {
    json: false,
    result: (value, lines) => {
      values = value;
      table = lines;
    },
    event: () => undefined,
    note: () => undefined,
  };
  const { signal } = new AbortController();
  await measureKernels({ entry, seconds: 0.02, threads: 1, signal, ...options }, output);
  return { values, rows: table.slice(1).map((line) => line.split(/ {2,}/)) };
}

it.each(speedAlgorithms)('measures %s with WebAssembly at least', async (algorithm) => {
  const { rows } = await measure({ algorithm });
  expect(rows.map(([name]) => name)).toEqual(rows.map(() => algorithm));
  const wasm = rows.filter(([, build]) => build === 'wasm');
  const what = wasm.map(([, , , name]) => name);
  expect(what).toEqual(
    algorithm === 'beamhash' ? ['BeamHash I', 'BeamHash II', 'BeamHash III'] : ['mining', 'checks'],
  );
  for (const row of wasm) expect(row[4]).toMatch(/^[\d.e+]+ [kM]?(H\/s|\/s)$/);
});

it('adds up what several threads do at the same time', async () => {
  const { values } = await measure({ algorithm: 'sha256d', threads: 2 });
  const [first] = values as { threads: number; rates: { perThread: number[]; total: number }[] }[];
  expect(first?.threads).toBe(2);
  for (const { perThread, total } of first?.rates ?? []) {
    expect(perThread).toHaveLength(2);
    expect(total).toBe((perThread[0] ?? 0) + (perThread[1] ?? 0));
  }
});

it('stops when it is told to', async () => {
  const signal = AbortSignal.abort(new Error('enough'));
  await expect(measure({ signal })).rejects.toThrow('enough');
});
