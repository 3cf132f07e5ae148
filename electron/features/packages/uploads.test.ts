import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { errorBody } from '../../base/app-error.ts';
import { UploadId } from '../../contract/values/ids.ts';
import { FakeClock } from '../../testing/fake-clock.ts';
import { tempFolder } from '../../testing/temp-folder.ts';
import { canMakeTinyDisk, tinyDisk } from '../../testing/tiny-disk.ts';
import { until } from '../../testing/until.ts';
import { Uploads } from './uploads.ts';

const told = (work: Promise<unknown>) =>
  work.then(
    () => 'it did not fail',
    (error: unknown) => errorBody(error).message,
  );

describe('files that are sent in pieces', () => {
  it('arrive whole, under their names, for this user only', async () => {
    using folder = tempFolder();
    await using uploads = await Uploads.open(join(folder.path, 'up'), new FakeClock());
    const { uploadId, name } = await uploads.begin({
      name: 'C:\\Users\\me\\my miner-1.zip',
      bytes: 6,
    });
    expect(name).toBe('my miner-1.zip');
    await uploads.append(uploadId, 0, Buffer.from('abcd'));
    expect(await uploads.append(uploadId, 4, Buffer.from('ef'))).toMatchObject({
      receivedBytes: 6,
    });
    const received = await uploads.take(uploadId);
    expect(readFileSync(received.file, 'utf8')).toBe('abcdef');
    expect(received.file.endsWith('/my_miner-1.zip')).toBe(true);
    expect(statSync(received.file).mode & 0o777).toBe(0o600);
    await received[Symbol.asyncDispose]();
    expect(readdirSync(join(folder.path, 'up'))).toEqual([]);
    expect(await told(uploads.take(uploadId))).toBe('This upload does not exist any more.');
  });

  it.each(['../../etc/passwd', '..', '', '\u0000\n', '.hidden', 'a/b\\..'])(
    'never lie elsewhere, were they called %j',
    async (name) => {
      using folder = tempFolder();
      await using uploads = await Uploads.open(join(folder.path, 'up'), new FakeClock());
      const { uploadId } = await uploads.begin({ name, bytes: 1 });
      await uploads.append(uploadId, 0, Buffer.from('x'));
      await using received = await uploads.take(uploadId);
      expect(received.file.startsWith(join(folder.path, 'up', uploadId))).toBe(true);
      expect(existsSync(received.file)).toBe(true);
      expect(readdirSync(folder.path)).toEqual(['up']);
    },
  );

  it('are refused where a piece does not fit', async () => {
    using folder = tempFolder();
    await using uploads = await Uploads.open(join(folder.path, 'up'), new FakeClock());
    const { uploadId } = await uploads.begin({ name: 'a.zip', bytes: 4 });
    await uploads.append(uploadId, 0, Buffer.from('ab'));
    for (const [offset, text] of [
      [0, 'ab'],
      [3, 'd'],
      [2, 'cde'],
    ] as const) {
      expect(await told(uploads.append(uploadId, offset, Buffer.from(text)))).toBe(
        'The piece does not fit: 2 of 4 bytes have arrived.',
      );
    }
    expect(await told(uploads.take(uploadId))).toBe(
      '“a.zip” has not arrived whole: 2 of 4 bytes are there.',
    );
    expect(await told(uploads.append(UploadId.parse('other'), 0, Buffer.from('a')))).toBe(
      'This upload does not exist any more.',
    );
  });

  it('are four at most, and forgotten an hour after their last piece', async () => {
    using folder = tempFolder();
    const clock = new FakeClock();
    await using uploads = await Uploads.open(join(folder.path, 'up'), clock);
    const begun = await Promise.all(
      [1, 2, 3, 4].map((at) => uploads.begin({ name: `${at}.zip`, bytes: 9 })),
    );
    expect(await told(uploads.begin({ name: '5.zip', bytes: 9 }))).toBe(
      '4 files are being sent already.',
    );
    clock.advance(59 * 60_000);
    const [first] = begun;
    if (first) await uploads.append(first.uploadId, 0, Buffer.from('a'));
    clock.advance(60_000);
    await until('three to go', () => readdirSync(join(folder.path, 'up')).length === 1);
    clock.advance(59 * 60_000);
    await until('the last to go', () => readdirSync(join(folder.path, 'up')).length === 0);
    expect(clock.pending).toBe(0);
  });

  it('that an earlier life left behind are removed', async () => {
    using folder = tempFolder();
    writeFileSync(join(folder.path, 'rest'), 'x');
    await using uploads = await Uploads.open(folder.path, new FakeClock());
    expect(readdirSync(folder.path)).toEqual([]);
    await uploads.begin({ name: 'a', bytes: 1 });
  });

  it.skipIf(!canMakeTinyDisk)('stop where the disk is full, and can go on later', async () => {
    using disk = tinyDisk(64);
    await using uploads = await Uploads.open(join(disk.path, 'up'), new FakeClock());
    const { uploadId } = await uploads.begin({ name: 'a.zip', bytes: 1_000_000 });
    expect(await told(uploads.append(uploadId, 0, Buffer.alloc(500_000)))).toMatch(/is full/);
    expect(await uploads.append(uploadId, 0, Buffer.alloc(1_000))).toMatchObject({
      receivedBytes: 1_000,
    });
  });
});
