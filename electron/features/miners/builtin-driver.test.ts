import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Miner } from '../../contract/values/miner.ts';
import { tempFolder } from '../../testing/temp-folder.ts';
import type { LaunchRequest, MinerDriver } from '../runs/ports.ts';
import { builtinDriver } from './builtin-driver.ts';
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
  coin: null,
  threads: null,
  throttle: 20,
  devices: null,
  settings: {},
  extraArguments: [],
  worker: 'rig',
  wallet: '',
  login: '',
  email: '',
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
      warmUpLimitMs: 600_000,
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
    const seen = JSON.stringify([launch.args, launch.env, launch.files]);
    for (const secret of launch.secrets) expect(seen).not.toContain(secret);
  });

  it('shows its configuration without the secrets', async () => {
    using folder = tempFolder();
    const { files } = await driver.prepare(request(folder.path));
    expect(files.map(({ name }) => name)).toEqual(['config.json']);
    expect(JSON.parse(files[0]?.text ?? '')).toMatchObject({
      pools: [{ url: 'stratum+tcp://127.0.0.1:3333', user: '•••', password: '•••' }],
      algorithm: 'sha256d',
      api: { host: '127.0.0.1', token: '•••' },
    });
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

  it('is a miner that is always there and takes nothing', () => {
    expect(Miner.parse(driver.miner)).toEqual({
      id: 'builtin',
      name: 'Built-in CPU miner',
      kind: 'builtin',
      version: '0.1.0',
      algorithms: ['verushash', 'sha256d'],
      canPause: true,
      installed: true,
      description:
        'Comes with Rigwright and needs no installation: mines VerusHash and SHA-256d on the processor.',
      licence: 'MIT',
      openSource: true,
      homepage: 'https://rigwright.example',
      devFee: 'None: what it finds is yours alone.',
      devices: ['cpu'],
      platforms: ['linux-x64', 'linux-arm64', 'windows-x64', 'windows-arm64'],
      supported: true,
      settings: [],
      notes: [],
      verification: null,
      folder: null,
      versions: [],
      newer: null,
      problem: null,
    });
  });
});
