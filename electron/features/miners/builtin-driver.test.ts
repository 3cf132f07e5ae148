import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../../testing/temp-folder.ts';
import type { LaunchRequest, MinerDriver } from '../runs/ports.ts';
import { builtinDriver } from './builtin-driver.ts';
import { minerHandlers } from './miner-handlers.ts';
import { MinerFileError } from './secret-file.ts';

// The features do not know each other: that this fits the port of runs is checked here.
const driver: MinerDriver = builtinDriver({
  file: '/usr/bin/node',
  entry: '/app/builtin-miner.js',
  version: '0.1.0',
});

const request = (folder: string): LaunchRequest => ({
  folder,
  algorithm: 'sha256d',
  threads: null,
  throttle: 20,
  pools: [{ url: 'stratum+tcp://127.0.0.1:3333', user: 'me', password: 'correct-horse' }],
});

describe('the driver of the built-in miner', () => {
  it('puts secrets into a file of this user only, and nowhere else', async () => {
    using folder = tempFolder();
    const launch = await driver.prepare(request(folder.path));
    const config = join(folder.path, 'config.json');
    expect(launch).toMatchObject({
      file: '/usr/bin/node',
      args: ['/app/builtin-miner.js', '--config', config],
      cwd: folder.path,
    });
    const token = launch.api?.token ?? '';
    expect(token).toMatch(/^[\w-]{32}$/);
    expect(JSON.parse(readFileSync(config, 'utf8'))).toEqual({
      pools: request('').pools,
      algorithm: 'sha256d',
      threads: null,
      throttle: 20,
      api: { host: '127.0.0.1', port: Number(launch.api?.url.split(':').at(-1)), token },
    });
    expect(launch.secrets).toEqual([token, 'correct-horse']);
    const seen = JSON.stringify([launch.args, launch.env]);
    for (const secret of launch.secrets) expect(seen).not.toContain(secret);
  });

  it.skipIf(process.platform === 'win32')('lets nobody else read that file', async () => {
    using folder = tempFolder();
    await driver.prepare(request(folder.path));
    expect(statSync(join(folder.path, 'config.json')).mode & 0o777).toBe(0o600);
  });

  it('gives every process its own port and token', async () => {
    using one = tempFolder();
    using two = tempFolder();
    const first = await driver.prepare(request(one.path));
    const second = await driver.prepare(request(two.path));
    expect(first.api?.token).not.toBe(second.api?.token);
  });

  it('says what is wrong where the file cannot be written', async () => {
    await expect(driver.prepare(request('/nowhere/at/all'))).rejects.toMatchObject({
      code: 'start-failed',
      userMessage: 'The miner’s configuration could not be written (ENOENT).',
    });
    const full = new MinerFileError('x', Object.assign(new Error('no space'), { code: 'ENOSPC' }));
    expect(full.code).toBe('disk-full');
    expect(full.userMessage).toBe(
      'The disk is full, so the miner’s configuration could not be written.',
    );
  });

  it('is listed as a miner', () => {
    expect(minerHandlers([driver as ReturnType<typeof builtinDriver>])['miners.list']({})).toEqual([
      {
        id: 'builtin',
        name: 'Built-in CPU miner',
        version: '0.1.0',
        algorithms: ['verushash', 'sha256d'],
        canPause: true,
        installed: true,
      },
    ]);
  });
});
