import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { NoticeDraft } from '../../base/notify.ts';
import { Settings } from '../../contract/values/settings.ts';
import { DiskJsonFile } from '../../platform/files/disk-json-file.ts';
import { tempFolder } from '../../testing/temp-folder.ts';
import { canMakeTinyDisk, tinyDisk } from '../../testing/tiny-disk.ts';
import { SettingsKeeper } from './settings-keeper.ts';

async function openIn(folder: string) {
  const path = join(folder, 'settings.json');
  const notices: NoticeDraft[] = [];
  const notify = (notice: NoticeDraft): void => void notices.push(notice);
  const file = new DiskJsonFile({ file: path, notify, now: () => 0 });
  const open = () => SettingsKeeper.open({ file, notify, publish: () => undefined });
  return { path, notices, open };
}

describe('settings on a disk', () => {
  it('are there after a restart', async () => {
    using folder = tempFolder();
    const { open, path } = await openIn(folder.path);
    await (await open()).update({ theme: 'dark' });
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ theme: 'dark' });
    expect((await open()).current().theme).toBe('dark');
  });

  it('begin anew where the file is half a file, which is kept and reported', async () => {
    using folder = tempFolder();
    const { open, path, notices } = await openIn(folder.path);
    writeFileSync(path, '{"theme": "da', { mode: 0o600 });
    const settings = await open();
    expect(settings.current()).toEqual(Settings.parse({}));
    expect(notices).toHaveLength(1);
    await settings.update({ theme: 'light' });
    expect(readdirSync(folder.path).toSorted()).toEqual([
      'settings.json',
      'settings.json.broken-1970-01-01T00-00-00-000Z',
    ]);
  });

  it.runIf(canMakeTinyDisk)('stay as they are on a full disk', async () => {
    using disk = tinyDisk(16);
    const { open } = await openIn(disk.path);
    const settings = await open();
    await settings.update({ theme: 'dark' });
    expect(() => writeFileSync(join(disk.path, 'ballast'), 'x'.repeat(20_000))).toThrow('ENOSPC');
    await expect(settings.update({ theme: 'light' })).rejects.toMatchObject({ code: 'disk-full' });
    expect(settings.current().theme).toBe('dark');
    expect((await open()).current().theme).toBe('dark');
  });
});
