import { join, relative, sep, win32 } from 'node:path';
import { expect, it } from 'vitest';
import { fuzzCount } from '../../testing/fuzz-codec.ts';
import { seededRandom } from '../../testing/seeded-random.ts';
import { entryPath } from './entry-path.ts';

it.each([
  ['digger', 'digger'],
  ['./digger-1.0//bin/./digger', 'digger-1.0/bin/digger'],
  ['bin/', 'bin'],
  ['./', ''],
  ['', ''],
  ['.hidden/..twice', '.hidden/..twice'],
  ['console.log', 'console.log'],
  ['Über uns (2).txt', 'Über uns (2).txt'],
  ['挖矿/矿工', '挖矿/矿工'],
])('takes %j as %j', (name, path) => {
  expect(entryPath(name)).toEqual({ path });
});

it.each([
  ['a'.repeat(241), 'its name is too long'],
  ['矿'.repeat(86), 'its name is too long'],
  ['a/'.repeat(33), 'it lies more than 32 folders deep'],
])('refuses %j', (name, problem) => {
  expect(entryPath(name)).toEqual({ problem });
});

it('never leads out of its folder, on no system', () => {
  const random = seededRandom(11);
  const signs =
    '.. . / \\ a B : C: nul com1 // ./ ~ %2e%2e \u2024 \uff0f \u202e - é .exe $ ? * \u0000 \n';
  const pieces = [' ', ...signs.split(' ')] as const;
  let taken = 0;
  for (let count = fuzzCount(20_000); count > 0; count -= 1) {
    const name = Array.from({ length: 1 + random.below(7) }, () =>
      random.pick<string>(pieces),
    ).join('');
    const result = entryPath(name);
    if (!('path' in result)) continue;
    taken += 1;
    const { path } = result;
    const here = relative('/base/folder', join('/base/folder', path));
    const there = win32.relative('C:\\base\\folder', win32.join('C:\\base\\folder', path));
    if (here.replaceAll(sep, '/') !== path || there.replaceAll('\\', '/') !== path) {
      throw new Error(`${JSON.stringify(name)} leads to ${JSON.stringify({ path, here, there })}`);
    }
  }
  expect(taken).toBeGreaterThan(fuzzCount(20_000) / 50);
});
