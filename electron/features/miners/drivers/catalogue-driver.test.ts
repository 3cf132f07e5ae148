import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../base/app-error.ts';
import type { InstalledVersion } from '../../../contract/values/miner.ts';
import { Miner } from '../../../contract/values/miner.ts';
import { installedDriver, launchRequest } from '../../../testing/launch-request.ts';
import { shippedEntries, shippedEntry } from '../../../testing/shipped-catalogue.ts';
import { tempFolder } from '../../../testing/temp-folder.ts';
import type { LaunchRequest, MinerDriver } from '../../runs/ports.ts';
import { freeLoopbackPort } from '../free-port.ts';
import type { PrepareRequest } from '../ports.ts';

const xmrig = shippedEntry('xmrig');

class NotInstalledError extends AppError {
  readonly code = 'miner-not-installed';
  readonly userMessage = 'XMRig is not installed.';
}

describe('the driver of a miner of the catalogue', () => {
  it('fits the port of runs', () => {
    // The features do not know each other: that they fit is checked here.
    const driver: MinerDriver = installedDriver(xmrig);
    const request: LaunchRequest = launchRequest();
    expect(driver.miner.id).toBe('xmrig');
    expect(request.algorithm).toBe('rx/0');
  });

  it('gives every process its own port and token on this rig alone', async () => {
    using one = tempFolder();
    using two = tempFolder();
    const driver = installedDriver(xmrig, { freePort: freeLoopbackPort, random: randomBytes });
    const first = await driver.prepare(launchRequest({ folder: one.path }));
    const second = await driver.prepare(launchRequest({ folder: two.path }));
    expect(first.api?.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(first.api?.token).toMatch(/^[\w-]{32}$/);
    expect(first.api?.token).not.toBe(second.api?.token);
    expect(first.secrets).toContain(first.api?.token);
  });

  it('has a token only where strangers are refused with it', async () => {
    for (const entry of shippedEntries().filter(({ launch }) => launch)) {
      using folder = tempFolder();
      const [pool] = launchRequest().pools;
      const { api } = await installedDriver(entry).prepare(
        launchRequest({
          folder: folder.path,
          algorithm: Object.keys(entry.algorithms)[0] ?? '',
          pools: pool ? [pool] : [],
        }),
      );
      expect(api?.token === '').toBe(entry.id !== 'xmrig');
    }
  });

  it('hands on arguments of the person at the end, and little of the environment', async () => {
    using folder = tempFolder();
    const driver = installedDriver(shippedEntry('rigel'), {
      environment: { PATH: '/bin', AWS_SECRET_ACCESS_KEY: 'no' },
    });
    const { args, env } = await driver.prepare(
      launchRequest({
        folder: folder.path,
        algorithm: 'kawpow',
        extraArguments: ['--pl', '200 W; x'],
      }),
    );
    expect(args.slice(-2)).toEqual(['--pl', '200 W; x']);
    expect(env).toEqual({ PATH: '/bin', TERM: 'xterm-256color' });
  });

  it('shows its files without the secrets', async () => {
    using folder = tempFolder();
    const { files } = await installedDriver(xmrig).prepare(launchRequest({ folder: folder.path }));
    expect(files.map(({ name }) => name)).toEqual(['config.json']);
    expect(JSON.parse(files[0]?.text ?? '')).toMatchObject({
      http: { 'access-token': '•••', port: 5555 },
      pools: [
        { url: 'a.example:3333', user: '•••', pass: '•••' },
        { url: 'b.example:4444', user: '•••', pass: 'x' },
      ],
    });
  });

  it('says how long the miner may take and be silent', async () => {
    using folder = tempFolder();
    const request = launchRequest({ folder: folder.path, algorithm: 'kawpow' });
    const { warmUpLimitMs, silenceLimitMs } = await installedDriver(shippedEntry('t-rex')).prepare(
      request,
    );
    expect({ warmUpLimitMs, silenceLimitMs }).toEqual({
      warmUpLimitMs: 600_000,
      silenceLimitMs: 180_000,
    });
  });

  const tls = [{ url: 'stratum+ssl://a.example:1', user: 'u', password: '' }];
  const option = [{ url: 'tcp://a.example:1', user: '--config=/x', password: '' }];
  it.each<[string, string, Partial<PrepareRequest>, string]>([
    ['an algorithm of others', 'xmrig', { algorithm: 'sha256d' }, 'XMRig does not mine sha256d'],
    ['a name of JavaScript', 'xmrig', { algorithm: 'toString' }, 'XMRig does not mine toString'],
    ['no pool', 'rigel', { algorithm: 'kawpow', pools: [] }, 'it has no pool'],
    [
      'TLS without TLS',
      'nheqminer',
      { algorithm: 'verushash', pools: tls },
      'nheqminer for VerusHash cannot connect over TLS',
    ],
    [
      'a user that looks like an option',
      'rigel',
      { algorithm: 'kawpow', pools: option },
      'a value begins with "-", because the miner would take it for one of its options',
    ],
    [
      'a level that is too high',
      'xmrig',
      { settings: { donateLevel: 100 } },
      '"Donate level" must be at most 99',
    ],
    [
      'half a level',
      'xmrig',
      { settings: { donateLevel: 1.5 } },
      '"Donate level" must be a whole number',
    ],
    [
      'a text for a number',
      'xmrig',
      { settings: { retries: 'many' } },
      '"Tries before the next pool" must be a number',
    ],
    [
      'too few',
      'xmrig',
      { settings: { retries: 0 } },
      '"Tries before the next pool" must be at least 1',
    ],
    [
      'a number for a switch',
      'xmrig',
      { settings: { cpu: 1 } },
      '"Use the processor" must be on or off',
    ],
    [
      'a switch for a text',
      'xmrig',
      { settings: { tlsFingerprint: true } },
      '"Certificate of the first pool" must be a text',
    ],
    [
      'what is no choice',
      'xmrig',
      { settings: { randomxMode: 'slow' } },
      '"RandomX mode" must be one of auto, fast, light',
    ],
  ])('refuses %s and writes nothing', async (_, id, request, problem) => {
    using folder = tempFolder();
    const driver = installedDriver(shippedEntry(id));
    await expect(
      driver.prepare(launchRequest({ folder: folder.path, ...request })),
    ).rejects.toMatchObject({
      code: 'invalid-input',
      userMessage: `The miner cannot be started like this: ${problem}.`,
    });
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it('does not mind settings that only another miner has', async () => {
    using folder = tempFolder();
    const settings = { intensity: 20 };
    await installedDriver(xmrig).prepare(launchRequest({ folder: folder.path, settings }));
    expect(existsSync(join(folder.path, 'config.json'))).toBe(true);
  });

  it('passes on why the program may not be started, before anything is written', async () => {
    using folder = tempFolder();
    const driver = installedDriver(xmrig, {
      installed: {
        versions: () => [],
        newer: () => null,
        folder: () => '',
        executable: () => Promise.reject(new NotInstalledError()),
      },
    });
    await expect(driver.prepare(launchRequest({ folder: folder.path }))).rejects.toBeInstanceOf(
      NotInstalledError,
    );
    expect(readdirSync(folder.path)).toEqual([]);
  });
});

describe('a miner of the catalogue', () => {
  const version = (changes: Partial<InstalledVersion>): InstalledVersion => ({
    version: '6.26.0',
    active: true,
    installedAt: 1,
    bytes: 2,
    executable: '/miners/xmrig/6.26.0/xmrig',
    verification: {
      level: 'signed',
      text: 'Its publisher signed it.',
      source: 'SHA256SUMS',
      archiveSha256: null,
      executableSha256: null,
      signedBy: null,
      verifiedAt: 1,
    },
    consentedAt: null,
    problem: null,
    ...changes,
  });
  const withVersions = (...versions: InstalledVersion[]): Miner =>
    installedDriver(xmrig, {
      installed: {
        versions: () => versions,
        newer: () => ({ version: '6.27.0', publishedAt: 5 }),
        folder: () => '/miners/xmrig',
        executable: () => Promise.reject(new NotInstalledError()),
      },
    }).miner;

  it('is told whole, installed or not', () => {
    for (const entry of shippedEntries()) {
      const { miner } = installedDriver(entry);
      expect(Miner.parse(miner)).toEqual(miner);
      expect(miner.devFee).not.toBe('');
    }
    expect(withVersions()).toMatchObject({
      id: 'xmrig',
      name: 'XMRig',
      kind: 'catalogue',
      version: '',
      installed: false,
      canPause: true,
      openSource: true,
      licence: 'GPL-3.0-or-later',
      platforms: ['linux-x64', 'linux-arm64', 'windows-x64', 'windows-arm64'],
      supported: true,
      verification: null,
      folder: null,
      versions: [],
      problem: null,
    });
  });

  it('is its active version', () => {
    const old = version({ version: '6.25.0', active: false });
    expect(withVersions(version({}), old)).toMatchObject({
      version: '6.26.0',
      installed: true,
      verification: { level: 'signed' },
      folder: '/miners/xmrig',
      versions: [{ version: '6.26.0' }, { version: '6.25.0' }],
      newer: { version: '6.27.0', publishedAt: 5 },
    });
  });

  it('cannot be started where its active version has a problem', () => {
    const miner = withVersions(version({ problem: 'Agree first.' }));
    expect(miner).toMatchObject({ version: '6.26.0', installed: false, problem: 'Agree first.' });
  });

  it('says where there is no build for this rig', () => {
    const { miner } = installedDriver(shippedEntry('cpuminer-opt'));
    expect(miner).toMatchObject({ platforms: ['windows-x64'], supported: false });
  });

  it('warns of secrets in arguments and of figures that the network can read', () => {
    const notes = (id: string) => installedDriver(shippedEntry(id)).miner.notes;
    expect(notes('srbminer-multi')).toEqual([
      'It takes wallet and password only as arguments, which other users of this rig can see.',
      'Its figures can be read from the network it is in, and it has no way to forbid that.',
    ]);
    expect(notes('lolminer')).toEqual([]);
  });
});
