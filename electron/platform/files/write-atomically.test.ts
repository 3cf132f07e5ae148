import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { tempFolder } from '../../testing/temp-folder.ts';
import { until } from '../../testing/until.ts';
import { writeAtomically } from './write-atomically.ts';

/** Writes two texts in turn until it is killed; each is large enough to be cut in the middle. */
const writer = `
  import { writeAtomically } from ${JSON.stringify(new URL('write-atomically.ts', import.meta.url).href)};
  for (let n = 0; ; n += 1) await writeAtomically(process.argv[1], (n % 2 ? 'a' : 'b').repeat(2_000_000), 0o600);
`;

it('leaves one whole text whenever the writer is killed', async () => {
  using folder = tempFolder();
  const file = join(folder.path, 'text');
  for (let round = 0; round < 6; round += 1) {
    writeFileSync(file, 'first');
    const child = spawn(process.execPath, ['--input-type=module', '-e', writer, file]);
    const exited = once(child, 'exit');
    await until('the first write', () => statSync(file).size > 5);
    // Each round cuts elsewhere: in the text, between two writes, around the rename.
    await new Promise((resolve) => setTimeout(resolve, round * 3));
    child.kill('SIGKILL');
    await exited;
    const text = readFileSync(file, 'utf8');
    expect(text === 'a'.repeat(2_000_000) || text === 'b'.repeat(2_000_000)).toBe(true);
  }
  await writeAtomically(file, 'last', 0o600);
  expect(readdirSync(folder.path)).toEqual(['text']);
});

it.runIf(process.platform !== 'win32')('does not keep the permissions of a left-over', async () => {
  using folder = tempFolder();
  const file = join(folder.path, 'secret');
  writeFileSync(`${file}.partial`, 'left behind', { mode: 0o666 });
  await writeAtomically(file, 'text', 0o600);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});
