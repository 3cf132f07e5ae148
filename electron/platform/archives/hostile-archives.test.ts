import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { endlessTarGz, tarGzBomb, zipBomb } from '../../testing/archives/bombs.ts';
import { tarGzOf, tarXzOf, zipOf } from '../../testing/archives/build-archive.ts';
import { rawTar, type RawTarEntry } from '../../testing/archives/raw-tar.ts';
import { rawZip, type RawZipEntry } from '../../testing/archives/raw-zip.ts';
import { xzOf } from '../../testing/archives/xz-of.ts';
import { seededRandom } from '../../testing/seeded-random.ts';
import { tempFolder } from '../../testing/temp-folder.ts';
import { canMakeTinyDisk, tinyDisk } from '../../testing/tiny-disk.ts';
import type { ArchiveLimits } from './archive-limits.ts';
import { listArchive } from './list-archive.ts';
import { unpack } from './unpack.ts';

const zip = (...entries: RawZipEntry[]): Buffer => rawZip([{ name: 'good' }, ...entries]);
const tar = (...entries: RawTarEntry[]): Buffer => gzipSync(rawTar([{ name: 'good' }, ...entries]));
const flipped = (archive: Buffer, at: number): Buffer => {
  const copy = Buffer.from(archive);
  copy[at] = (copy[at] ?? 0) ^ 0x55;
  return copy;
};
const random = seededRandom(3);
/** Nothing packs it. */
const noise = Buffer.from(Uint8Array.from({ length: 40_000 }, () => random.below(256)));
const files = [{ name: 'digger', data: noise }];
/** Files as large as they like, but not much larger than the archive. */
const bombLimits = { fileBytes: 1e11, totalBytes: 1e11, ratio: 5 };
const small = { totalBytes: 100_000, fileBytes: 50_000, entries: 10 };

type Case = readonly [
  what: string,
  archive: Buffer | Promise<Buffer>,
  reason: string,
  limits?: Partial<ArchiveLimits>,
];

const names: Case[] = [
  ['../evil', 'leads out of the folder'],
  ['a/../../evil', 'leads out of the folder'],
  ['..', 'leads out of the folder'],
  ['/etc/evil', 'begins at the root of the disk'],
  ['//server/share/evil', 'begins at the root of the disk'],
  ['C:/evil', 'begins with a drive letter'],
  ['c:evil', 'begins with a drive letter'],
  ['\\\\server\\share\\evil', 'has a backslash'],
  ['..\\evil', 'has a backslash'],
  ['a\u0007b', 'has control characters'],
  ['gpj\u202eexe', 'has control characters'],
  ['digger:stream', 'has a character that Windows does not allow'],
  ['what?', 'has a character that Windows does not allow'],
  ['NUL', 'is that of a device of Windows'],
  ['bin/con.txt', 'is that of a device of Windows'],
  ['Com1 .log/x', 'is that of a device of Windows'],
  ['digger.', 'ends with a dot or a space'],
  ['bin /x', 'ends with a dot or a space'],
].flatMap(([name = '', reason = '']): Case[] => [
  [`a zip with ${JSON.stringify(name)}`, zip({ name }), `its name ${reason}`],
  [`a tar with ${JSON.stringify(name)}`, tar({ name }), `its name ${reason}`],
]);

const cases: Case[] = [
  ...names,
  ['a zip with NUL in a name', zip({ name: 'a\u0000b' }), 'its name has control characters'],
  ['a name that is too long', zip({ name: 'a'.repeat(241) }), 'its name is too long'],
  ['folders without end', zip({ name: 'a/'.repeat(40) + 'b' }), 'more than 32 folders deep'],
  ['a file without a name', zip({ name: './.', mode: 0 }), 'it has no name'],

  ['a link in a zip', zip({ name: 'l', data: Buffer.from('/etc'), mode: 0o120_777 }), 'is a link'],
  ['a device in a zip', zip({ name: 'l', mode: 0o020_666 }), 'neither a file nor a folder'],
  ['a link in a tar', tar({ name: 'l', type: '2', target: '/etc' }), 'is a link'],
  ['a link to beside it', tar({ name: 'l', type: '2', target: 'good' }), 'is a link'],
  ['a hard link', tar({ name: 'l', type: '1', target: '../../etc/passwd' }), 'is a link'],
  ['a character device', tar({ name: 'l', type: '3' }), 'neither a file nor a folder'],
  ['a block device', tar({ name: 'l', type: '4' }), 'neither a file nor a folder'],
  ['a fifo', tar({ name: 'l', type: '6' }), 'neither a file nor a folder'],
  ['a sparse file', tar({ name: 'l', type: 'S' }), 'neither a file nor a folder'],

  ['an encrypted file', zip({ name: 'secret', flags: 0x801 }), 'it is encrypted'],
  ['strong encryption', zip({ name: 'secret', flags: 0x841 }), 'it is encrypted'],
  ['an unknown packing', zip({ name: 'x', method: 12 }), 'packed in an unusual way (12)'],
  ['one name twice', zip({ name: 'good' }), 'another entry has the same name'],
  ['one name twice in a tar', tar({ name: './good' }), 'another entry has the same name'],
  ['names that differ in case', zip({ name: 'GOOD' }), 'another entry has the same name'],
  ['folders that differ in case', zip({ name: 'A/x' }, { name: 'a/y' }), 'has the same name'],
  ['names that differ in accents', zip({ name: 'é' }, { name: 'e\u0301' }), 'has the same name'],
  ['a folder over a file', zip({ name: 'good/' }), 'a file and a folder have its name'],
  ['a file in a file', zip({ name: 'good/inner' }), 'a file and a folder have its name'],
  [
    'a file over a folder',
    zip({ name: 'a/b' }, { name: 'a' }),
    'a file and a folder have its name',
  ],

  [
    'too many entries',
    zip(...Array.from({ length: 10 }, (_, i) => ({ name: `${i}` }))),
    'more than 10 entries',
    small,
  ],
  [
    'a file that is too large',
    zip({ name: 'x', data: Buffer.alloc(50_001, noise) }),
    'more than 50000 bytes',
    small,
  ],
  [
    'a tar with such a file',
    tar({ name: 'x', data: Buffer.alloc(50_001, noise) }),
    'more than 50000 bytes',
    small,
  ],
  [
    'files too large together',
    zip(...[1, 2, 3].map((i) => ({ name: `${i}`, data: noise }))),
    'more than 100000 bytes together',
    small,
  ],
  ['less than stated', zip({ name: 'x', statedBytes: 5 }), 'another size than the archive says'],
  [
    'more than stated',
    zip({ name: 'x', data: noise, statedBytes: 5 }),
    'another size than the archive says',
  ],
  ['a wrong checksum', zip({ name: 'x', crc: 5 }), 'its checksum is wrong'],
  [
    'a zip that is changed inside',
    zipOf(files).then((whole) => flipped(whole, 20_000)),
    'is damaged',
  ],
  [
    'a tar.gz that is changed inside',
    tarGzOf(files).then((whole) => flipped(whole, 5_000)),
    'is damaged',
  ],
  [
    'a tar.xz that is changed inside',
    tarXzOf(files).then((whole) => flipped(whole, 20_000)),
    'is damaged',
  ],
  ['packed bytes that are none', zip({ name: 'x', packed: Buffer.from('nonsense') }), 'is damaged'],
  [
    'packed bytes that stop',
    zip({ name: 'x', data: noise, packed: deflateRawSync(noise).subarray(0, 900) }),
    'is cut off',
  ],
  ['half a zip', zipOf(files).then((whole) => whole.subarray(0, 9_000)), 'is cut off'],
  ['half a tar.gz', tarGzOf(files).then((whole) => whole.subarray(0, 900)), 'is cut off'],
  ['half a tar.xz', tarXzOf(files).then((whole) => whole.subarray(0, 9_000)), 'is cut off'],
  [
    'half a tar in a whole .gz',
    gzipSync(rawTar([{ name: 'x', data: noise }]).subarray(0, 9_000)),
    'is cut off',
  ],
  ['no tar in a .gz', gzipSync(noise), 'is damaged'],
  ['a .xz that wants 128 MiB', xzOf(rawTar([{ name: 'x' }]), 30), 'more memory than it may'],
  ['something else', Buffer.from('<!doctype html>'), 'it is no .zip, .tar.gz or .tar.xz archive'],
  ['nothing', Buffer.alloc(0), 'it is no .zip, .tar.gz or .tar.xz archive'],

  ['a zip of 10 GB', zipBomb(0xffff_fffe), 'more than 2147483648 bytes'],
  ['a zip of 10 GB that says 1 kB', zipBomb(1_024), 'another size than the archive says'],
  ['a zip of 10 GB that says 1 GB', zipBomb(1e9), 'more than 5 times as large', bombLimits],
  ['a tar.gz of 10 GB', tarGzBomb(), 'more than 2147483648 bytes'],
  ['a tar.gz of 10 GB where large files may be', tarGzBomb(), '5 times as large', bombLimits],
  ['a tar.gz with zeros without end', endlessTarGz(), 'it holds more than', small],
];

it.each(cases.map(([what, archive, reason, limits]) => ({ what, archive, reason, limits })))(
  'refuses $what and leaves nothing',
  async ({ archive, reason, limits }) => {
    using folder = tempFolder();
    const file = join(folder.path, 'digger.bin');
    writeFileSync(file, await archive);
    const refusal = expect.objectContaining({
      code: 'bad-archive',
      userMessage: expect.stringContaining(reason) as string,
    }) as unknown;

    await expect(
      unpack({ archive: file, into: join(folder.path, 'into'), limits }),
    ).rejects.toEqual(refusal);
    await expect(listArchive({ archive: file, limits })).rejects.toEqual(refusal);

    expect(readdirSync(folder.path)).toEqual(['digger.bin']);
  },
);

it('says which entry it was, with what cannot be seen made visible', async () => {
  using folder = tempFolder();
  const archive = join(folder.path, 'digger.zip');
  writeFileSync(archive, zip({ name: '../\u001b[31mevil' }));

  await expect(unpack({ archive, into: join(folder.path, 'into') })).rejects.toMatchObject({
    userMessage:
      'digger.zip was not unpacked, because of its entry "../\\u001b[31mevil": its name has control characters.',
    details: { entry: '"../\\u001b[31mevil"' },
  });
});

it('tells of an archive that is not there', async () => {
  using folder = tempFolder();
  const archive = join(folder.path, 'digger.zip');
  const result = unpack({ archive, into: join(folder.path, 'into') });
  await expect(result).rejects.toMatchObject({ code: 'storage-failed' });
  expect(readdirSync(folder.path)).toEqual([]);
});

it.skipIf(!canMakeTinyDisk)('leaves nothing on a disk that becomes full', async () => {
  using folder = tempFolder();
  using disk = tinyDisk(64);
  const archive = join(folder.path, 'digger.zip');
  writeFileSync(
    archive,
    rawZip([
      { name: 'a', data: noise },
      { name: 'b', data: noise },
    ]),
  );

  const result = unpack({ archive, into: join(disk.path, 'into') });

  await expect(result).rejects.toMatchObject({
    code: 'disk-full',
    userMessage: expect.stringContaining('is full') as string,
  });
  expect(readdirSync(disk.path)).toEqual([]);
});
