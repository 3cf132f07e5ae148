import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../../testing/temp-folder.ts';
import { createDataFolder, dataFolder } from './data-folder.ts';

describe('dataFolder', () => {
  it.each([
    ['linux', { HOME: '/home/ada' }, '/home/ada/.local/share/rigwright'],
    ['linux', { HOME: '/home/ada', XDG_DATA_HOME: '/data' }, '/data/rigwright'],
    ['linux', { HOME: '/home/ada', XDG_DATA_HOME: 'data' }, '/home/ada/.local/share/rigwright'],
    ['linux', { HOME: '/home/ada', XDG_DATA_HOME: '' }, '/home/ada/.local/share/rigwright'],
    ['darwin', { HOME: '/Users/ada' }, '/Users/ada/Library/Application Support/Rigwright'],
    [
      'win32',
      { LOCALAPPDATA: 'C:\\Users\\ada\\AppData\\Local' },
      'C:\\Users\\ada\\AppData\\Local\\Rigwright',
    ],
    ['win32', { USERPROFILE: 'C:\\Users\\ada' }, 'C:\\Users\\ada\\AppData\\Local\\Rigwright'],
    ['linux', { HOME: '/home/ada', RIGWRIGHT_DATA: '/srv/rig' }, '/srv/rig'],
  ] as const)('on %s with %o is %s', (platform, env, folder) => {
    expect(dataFolder({ platform, env })).toBe(folder);
  });

  it('is what the person named, before the environment, as a full path', () => {
    const env = { RIGWRIGHT_DATA: '/srv/rig' };
    expect(dataFolder({ override: 'here', env })).toBe(resolve('here'));
  });
});

describe('createDataFolder', () => {
  it.runIf(process.platform !== 'win32')('makes it for its owner alone', async () => {
    using temp = tempFolder();
    const folder = join(temp.path, 'a', 'b');
    await createDataFolder(folder);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it.runIf(process.platform !== 'win32')('leaves the permissions of one that exists', async () => {
    using temp = tempFolder();
    const folder = join(temp.path, 'mine');
    mkdirSync(folder, { mode: 0o750 });
    await createDataFolder(folder);
    expect(statSync(folder).mode & 0o777).toBe(0o750);
  });

  it('says so where it cannot be made', async () => {
    using temp = tempFolder();
    writeFileSync(join(temp.path, 'file'), '');
    await expect(createDataFolder(join(temp.path, 'file', 'data'))).rejects.toMatchObject({
      code: 'storage-failed',
    });
  });
});
