import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../../testing/temp-folder.ts';
import { canMakeTinyDisk, tinyDisk } from '../../testing/tiny-disk.ts';
import { isFolderLocked } from './folder-lock.ts';
import { AlreadyServedError, lockDataFolder } from './lock-data-folder.ts';
import { readLeftServiceFile, readServiceFile, writeServiceFile } from './service-file.ts';

const service = { pid: process.pid, startedAt: 5, url: 'http://127.0.0.1:9090/', version: '0.1.0' };

const here = (name: string): string => JSON.stringify(new URL(name, import.meta.url).href);
const holder = `
  import { lockDataFolder } from ${here('lock-data-folder.ts')};
  import { writeServiceFile } from ${here('service-file.ts')};
  await lockDataFolder(process.argv[1]);
  await writeServiceFile(process.argv[1], ${JSON.stringify(service)});
  console.log('locked');
  setInterval(() => {}, 1_000);
`;

async function otherProcessOn(folder: string) {
  const child = spawn(process.execPath, ['--input-type=module', '-e', holder, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  await once(child.stdout, 'data');
  return {
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

describe('lockDataFolder', () => {
  it('lets one in, and the next when that one has closed', async () => {
    using folder = tempFolder();
    const first = await lockDataFolder(folder.path);
    expect(isFolderLocked(folder.path)).toBe(true);
    await expect(lockDataFolder(folder.path)).rejects.toBeInstanceOf(AlreadyServedError);
    await first[Symbol.asyncDispose]();
    expect(isFolderLocked(folder.path)).toBe(false);
    await using second = await lockDataFolder(folder.path);
    expect(second).toBeDefined();
  });

  it('names the address of the other process, and takes over when that is killed', async () => {
    using folder = tempFolder();
    const other = await otherProcessOn(folder.path);
    try {
      await expect(lockDataFolder(folder.path)).rejects.toMatchObject({
        code: 'already-served',
        userMessage: expect.stringContaining(service.url) as string,
        details: { url: service.url },
      });
      expect(await readServiceFile(folder.path)).toEqual(service);
    } finally {
      await other.kill();
    }
    expect(await readLeftServiceFile(folder.path)).toEqual(service);
    expect(await readServiceFile(folder.path)).toBeUndefined();
    await using lock = await lockDataFolder(folder.path);
    expect(lock).toBeDefined();
  });

  it('does not mistake looking for holding', async () => {
    using folder = tempFolder();
    expect(isFolderLocked(folder.path)).toBe(false);
    expect(existsSync(join(folder.path, 'instance.lock'))).toBe(false);
    await using lock = await lockDataFolder(folder.path);
    expect(isFolderLocked(folder.path)).toBe(true);
    expect(isFolderLocked(folder.path)).toBe(true);
    expect(lock).toBeDefined();
  });

  it.runIf(canMakeTinyDisk)('works on a full disk', async () => {
    using disk = tinyDisk(16);
    expect(() => writeFileSync(join(disk.path, 'ballast'), 'x'.repeat(20_000))).toThrow('ENOSPC');
    await using lock = await lockDataFolder(disk.path);
    expect(lock).toBeDefined();
    expect(isFolderLocked(disk.path)).toBe(true);
  });

  it('says so where the folder does not exist', async () => {
    using folder = tempFolder();
    await expect(lockDataFolder(join(folder.path, 'gone'))).rejects.toMatchObject({
      code: 'storage-failed',
    });
  });
});

describe('the service file', () => {
  it('goes away with the service', async () => {
    using folder = tempFolder();
    await using lock = await lockDataFolder(folder.path);
    const published = await writeServiceFile(folder.path, service);
    expect(await readServiceFile(folder.path)).toEqual(service);
    await published[Symbol.asyncDispose]();
    expect(await readServiceFile(folder.path)).toBeUndefined();
    expect(lock).toBeDefined();
  });

  it.runIf(process.platform !== 'win32')('is for the owner alone', async () => {
    using folder = tempFolder();
    await using published = await writeServiceFile(folder.path, service);
    expect(statSync(join(folder.path, 'service.json')).mode & 0o777).toBe(0o600);
    expect(published).toBeDefined();
  });

  it.each(['', '{', '[]', '{"pid":"1"}', '{"pid":1,"startedAt":1,"url":"no","version":""}'])(
    'counts as absent where it holds %j',
    async (text) => {
      using folder = tempFolder();
      await using lock = await lockDataFolder(folder.path);
      writeFileSync(join(folder.path, 'service.json'), text);
      expect(await readServiceFile(folder.path)).toBeUndefined();
      expect(lock).toBeDefined();
    },
  );
});
