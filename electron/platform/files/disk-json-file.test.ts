import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { NoticeDraft } from '../../base/notify.ts';
import { DiskFullError } from '../../base/storage-error.ts';
import { tempFolder } from '../../testing/temp-folder.ts';
import { canMakeTinyDisk, tinyDisk } from '../../testing/tiny-disk.ts';
import { DiskJsonFile } from './disk-json-file.ts';

const start = Date.UTC(2026, 0, 31, 12);
const brokenName = 'thing.json.broken-2026-01-31T12-00-00-000Z';
const isPosix = process.platform !== 'win32';

function thingIn(folder: string, maxBytes = 100_000) {
  const file = join(folder, 'thing.json');
  const notices: NoticeDraft[] = [];
  let now = start;
  const json = new DiskJsonFile({
    file,
    maxBytes,
    notify: (notice) => notices.push(notice),
    now: () => now++,
  });
  return { file, json, notices };
}

describe('DiskJsonFile', () => {
  it('reads what was written, and nothing where there is no file', async () => {
    using folder = tempFolder();
    const { json } = thingIn(folder.path);
    expect(await json.read()).toBeUndefined();
    await json.write({ a: [1, 'ü'] });
    expect(await json.read()).toEqual({ a: [1, 'ü'] });
    expect(readdirSync(folder.path)).toEqual(['thing.json']);
  });

  it('keeps the order of writes that do not wait for each other', async () => {
    using folder = tempFolder();
    const { json } = thingIn(folder.path);
    await Promise.all(Array.from({ length: 20 }, (_, n) => json.write({ n })));
    expect(await json.read()).toEqual({ n: 19 });
  });

  it('takes a byte order mark that an editor put in front', async () => {
    using folder = tempFolder();
    const { file, json } = thingIn(folder.path);
    writeFileSync(file, '\uFEFF{"a":1}', { mode: 0o600 });
    expect(await json.read()).toEqual({ a: 1 });
  });

  it.each([
    ['half a file', '{"a": [1, 2'],
    ['an empty file', ''],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
    ['a file that is too large', `"${'x'.repeat(2_000)}"`],
  ])('sets %s aside, reports it and begins anew', async (_, content) => {
    using folder = tempFolder();
    const { file, json, notices } = thingIn(folder.path, 1_000);
    writeFileSync(file, content, { mode: 0o600 });
    expect(await json.read()).toBeUndefined();
    expect(readdirSync(folder.path)).toEqual([brokenName]);
    expect(readFileSync(join(folder.path, brokenName))).toEqual(Buffer.from(content));
    expect(notices).toHaveLength(1);
    expect(notices[0]?.text).toContain(brokenName);
    await json.write('new');
    expect(await json.read()).toBe('new');
  });

  it('sets a folder aside that stands in its place', async () => {
    using folder = tempFolder();
    const { file, json, notices } = thingIn(folder.path);
    mkdirSync(file);
    expect(await json.read()).toBeUndefined();
    expect(notices[0]?.text).toContain('cannot be opened');
  });

  it('keeps the three newest broken files', async () => {
    using folder = tempFolder();
    const { file, json } = thingIn(folder.path);
    for (let n = 0; n < 5; n += 1) {
      writeFileSync(file, `broken ${n}`, { mode: 0o600 });
      await json.read();
    }
    const kept = readdirSync(folder.path).map((name) =>
      readFileSync(join(folder.path, name), 'utf8'),
    );
    expect(kept).toEqual(['broken 2', 'broken 3', 'broken 4']);
  });

  it('copies a file aside and leaves it in use', async () => {
    using folder = tempFolder();
    const { json } = thingIn(folder.path);
    await json.write({ old: true });
    expect(await json.copyAside()).toBe(brokenName);
    expect(await json.read()).toEqual({ old: true });
  });

  it.runIf(isPosix)(
    'writes for the owner alone, and repairs a file that others can open',
    async () => {
      using folder = tempFolder();
      const { file, json, notices } = thingIn(folder.path);
      writeFileSync(file, '{"a":1}', { mode: 0o644 });
      expect(await json.read()).toEqual({ a: 1 });
      expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(notices).toHaveLength(1);
      await json.write({});
      expect(statSync(file).mode & 0o777).toBe(0o600);
    },
  );

  it('names the folder where it cannot be written', async () => {
    using folder = tempFolder();
    const { json } = thingIn(join(folder.path, 'gone'));
    await expect(json.write({})).rejects.toMatchObject({
      code: 'storage-failed',
      userMessage: expect.stringContaining(join(folder.path, 'gone', 'thing.json')) as string,
    });
  });

  // The sizes make the write fail at its beginning, and after a part of the text was taken.
  it.runIf(canMakeTinyDisk).each([4_000, 40_000, 90_000])(
    'keeps the old file as it was when %i bytes do not fit on the disk',
    async (size) => {
      using disk = tinyDisk(64);
      const { json } = thingIn(disk.path);
      await json.write({ old: true });
      writeFileSync(join(disk.path, 'ballast'), 'x'.repeat(36 * 1024));
      if (size === 4_000) writeFileSync(join(disk.path, 'more'), 'x'.repeat(24 * 1024));
      const failure: unknown = await json.write('y'.repeat(size)).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(DiskFullError);
      expect(failure).toMatchObject({ code: 'disk-full', retryable: true });
      expect((failure as DiskFullError).userMessage).toContain(disk.path);
      expect(await json.read()).toEqual({ old: true });
      expect(readdirSync(disk.path)).not.toContain('thing.json.partial');
    },
  );
});
