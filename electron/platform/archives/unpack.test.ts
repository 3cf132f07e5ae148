import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { tarGzOf, tarOf, tarXzOf, zipOf } from '../../testing/archives/build-archive.ts';
import { rawTar } from '../../testing/archives/raw-tar.ts';
import { tempFolder } from '../../testing/temp-folder.ts';
import { gzipSync } from 'node:zlib';
import { listArchive } from './list-archive.ts';
import { unpack } from './unpack.ts';

const large = Buffer.from(Uint8Array.from({ length: 700_000 }, (_, index) => (index * 7919) >> 3));
const files = [
  { name: 'digger-1.0/digger', data: large, mode: 0o755 },
  { name: 'digger-1.0/config.json', data: '{}' },
  { name: 'digger-1.0/lib/empty', data: '' },
];
const unpacked = [
  { path: 'digger-1.0/digger', bytes: 700_000, isExecutable: true },
  { path: 'digger-1.0/config.json', bytes: 2, isExecutable: false },
  { path: 'digger-1.0/lib/empty', bytes: 0, isExecutable: false },
];

it.each([
  ['zip', zipOf],
  ['tar.gz', tarGzOf],
  ['tar.xz', tarXzOf],
])('unpacks a .%s, whatever it is called', async (_, build) => {
  using folder = tempFolder();
  const archive = join(folder.path, 'archive.bin');
  writeFileSync(archive, await build(files));
  const into = join(folder.path, 'unpacked');

  expect(await listArchive({ archive })).toEqual(unpacked);
  expect(await unpack({ archive, into })).toEqual(unpacked);

  expect(readFileSync(join(into, 'digger-1.0/digger')).equals(large)).toBe(true);
  expect(readdirSync(join(into, 'digger-1.0'))).toEqual(['config.json', 'digger', 'lib']);
  expect(readdirSync(folder.path)).toEqual(['archive.bin', 'unpacked']);
  expect(statSync(join(into, 'digger-1.0/digger')).mode & 0o7777).toBe(0o755);
  expect(statSync(join(into, 'digger-1.0/config.json')).mode & 0o7777).toBe(0o644);
});

it.skipIf(spawnSync('xz', ['--version']).status !== 0)('unpacks what xz packed', async () => {
  using folder = tempFolder();
  const archive = join(folder.path, 'archive.tar.xz');
  const packed = spawnSync('xz', ['-9', '-c'], { input: await tarOf(files), maxBuffer: 2e7 });
  writeFileSync(archive, packed.stdout);

  expect(await unpack({ archive, into: join(folder.path, 'unpacked') })).toEqual(unpacked);
});

it('unpacks what tar calls the folder itself', async () => {
  using folder = tempFolder();
  const archive = join(folder.path, 'archive.tar.gz');
  const entries = [
    { name: './', type: '5' },
    { name: './bin/', type: '5' },
    { name: './bin/digger', data: Buffer.from('x'), mode: 0o6755 },
  ];
  writeFileSync(archive, gzipSync(rawTar(entries)));
  const into = join(folder.path, 'unpacked');

  expect(await unpack({ archive, into })).toEqual([
    { path: 'bin/digger', bytes: 1, isExecutable: true },
  ]);
  expect(statSync(join(into, 'bin/digger')).mode & 0o7777).toBe(0o755);
});

it('unpacks several .tar.xz at once, and after one that was given up', async () => {
  using folder = tempFolder();
  const archive = join(folder.path, 'archive.tar.xz');
  writeFileSync(archive, await tarXzOf(files));
  const cancelled = AbortSignal.abort();

  const results = await Promise.allSettled(
    Array.from({ length: 4 }, (_, index) =>
      unpack({
        archive,
        into: join(folder.path, `unpacked-${index}`),
        ...(index === 1 && { signal: cancelled }),
      }),
    ),
  );

  expect(results.map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
  ]);
});

it('replaces what a killed program has left', async () => {
  using folder = tempFolder();
  const archive = join(folder.path, 'archive.zip');
  writeFileSync(archive, await zipOf([{ name: 'digger', data: 'new' }]));
  const into = join(folder.path, 'unpacked');
  spawnSync('mkdir', ['-p', `${into}.unpacking/old`]);

  await unpack({ archive, into });

  expect(readdirSync(into)).toEqual(['digger']);
});

it('tells how far it is', async () => {
  using folder = tempFolder();
  const archive = join(folder.path, 'archive.zip');
  writeFileSync(archive, await zipOf(files));
  const told: number[] = [];

  await unpack({
    archive,
    into: join(folder.path, 'unpacked'),
    onProgress: ({ bytes }) => told.push(bytes),
  });

  expect(told[0]).toBeGreaterThan(0);
});

it('leaves nothing where it is cancelled', async () => {
  using folder = tempFolder();
  const archive = join(folder.path, 'archive.zip');
  writeFileSync(archive, await zipOf(files));
  const cancel = new AbortController();

  const result = unpack({
    archive,
    into: join(folder.path, 'unpacked'),
    signal: cancel.signal,
    onProgress: () => cancel.abort(),
  });

  await expect(result).rejects.toMatchObject({ code: 'cancelled' });
  expect(readdirSync(folder.path)).toEqual(['archive.zip']);
});
