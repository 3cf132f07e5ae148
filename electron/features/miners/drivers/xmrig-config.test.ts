import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { installedDriver, launchRequest } from '../../../testing/launch-request.ts';
import { shippedEntry } from '../../../testing/shipped-catalogue.ts';
import { tempFolder } from '../../../testing/temp-folder.ts';
import type { PrepareRequest } from '../ports.ts';

const token = 'BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcH';

async function configOf(request: Partial<PrepareRequest> = {}): Promise<Record<string, unknown>> {
  using folder = tempFolder();
  const driver = installedDriver(shippedEntry('xmrig'));
  await driver.prepare(launchRequest({ folder: folder.path, ...request }));
  const text = readFileSync(join(folder.path, 'config.json'), 'utf8');
  return JSON.parse(text) as Record<string, unknown>;
}

describe('the configuration of XMRig', () => {
  it('holds everything, and nothing that it would change or that opens it to others', async () => {
    expect(await configOf()).toEqual({
      autosave: false,
      watch: false,
      background: false,
      colors: true,
      title: false,
      api: { id: null, 'worker-id': 'rig1' },
      http: {
        enabled: true,
        host: '127.0.0.1',
        port: 5555,
        'access-token': token,
        restricted: false,
      },
      randomx: {
        init: -1,
        mode: 'auto',
        '1gb-pages': false,
        rdmsr: true,
        wrmsr: true,
        numa: true,
      },
      cpu: {
        enabled: true,
        'huge-pages': true,
        'huge-pages-jit': false,
        'hw-aes': null,
        priority: null,
        'memory-pool': false,
        yield: true,
        asm: true,
        'argon2-impl': null,
        'max-threads-hint': 100,
      },
      opencl: { enabled: false, cache: true },
      cuda: { enabled: false, loader: null, nvml: true },
      'donate-level': 1,
      pools: [
        {
          algo: 'rx/0',
          url: 'a.example:3333',
          user: 'the-wallet-of-anna.rig1',
          pass: 'secret-1',
          'rig-id': 'rig1',
          nicehash: false,
          keepalive: true,
          enabled: true,
          tls: false,
          sni: false,
          'tls-fingerprint': null,
        },
        {
          algo: 'rx/0',
          url: 'b.example:4444',
          user: 'the-wallet-of-anna.rig1',
          pass: 'x',
          'rig-id': 'rig1',
          nicehash: false,
          keepalive: true,
          enabled: true,
          tls: true,
          sni: true,
          'tls-fingerprint': null,
        },
      ],
      retries: 5,
      'retry-pause': 5,
      'print-time': 15,
      'health-print-time': 60,
      'pause-on-battery': false,
      'pause-on-active': false,
      'log-file': null,
      syslog: false,
      'user-agent': null,
      verbose: 0,
    });
  });

  it('follows every setting', async () => {
    const settings = {
      donateLevel: 3,
      cpu: false,
      openCl: true,
      cuda: true,
      cudaPlugin: '/opt/plugins/libxmrig-cuda.so',
      hugePages: false,
      oneGbPages: true,
      msr: false,
      randomxMode: 'light',
      priority: 0,
      yield: false,
      pauseOnBattery: true,
      pauseOnActive: true,
      nicehash: true,
      tlsFingerprint: 'ab'.repeat(32),
      retries: 9,
      retryPause: 30,
    };
    expect(Object.keys(settings).sort()).toEqual(
      shippedEntry('xmrig')
        .settings.map(({ key }) => key)
        .sort(),
    );
    expect(await configOf({ settings, devices: [0, 2], worker: '' })).toMatchObject({
      api: { 'worker-id': null },
      randomx: { mode: 'light', '1gb-pages': true, rdmsr: false, wrmsr: false },
      cpu: { enabled: false, 'huge-pages': false, priority: 0, yield: false },
      opencl: { enabled: true, 'devices-hint': '0,2' },
      cuda: {
        enabled: true,
        loader: '/opt/plugins/libxmrig-cuda.so',
        'devices-hint': '0,2',
      },
      'donate-level': 3,
      pools: [
        { nicehash: true, 'rig-id': null, 'tls-fingerprint': 'ab'.repeat(32) },
        { nicehash: true, 'tls-fingerprint': null },
      ],
      retries: 9,
      'retry-pause': 30,
      'pause-on-battery': true,
      'pause-on-active': true,
    });
  });

  it.each<[string, Partial<PrepareRequest>, Record<string, unknown>]>([
    ['gives a number of threads to any algorithm', { threads: 3 }, { '*': [-1, -1, -1] }],
    [
      'gives threads of GhostRider eight hashes at a time',
      { algorithm: 'ghostrider', threads: 2 },
      {
        '*': [
          [8, -1],
          [8, -1],
        ],
      },
    ],
    ['uses fewer threads where each should rest', { throttle: 30 }, { 'max-threads-hint': 70 }],
  ])('%s', async (_, request, cpu) => {
    expect((await configOf(request))['cpu']).toMatchObject(cpu);
  });

  it('lets a coin say its algorithm where XMRig knows the coin', async () => {
    const [pool] = (await configOf({ coin: 'XMR' }))['pools'] as object[];
    expect(pool).toMatchObject({ coin: 'monero', url: 'a.example:3333' });
    expect(pool).not.toHaveProperty('algo');
    const [other] = (await configOf({ coin: 'ZEPH' }))['pools'] as object[];
    expect(other).toMatchObject({ algo: 'rx/0' });
  });

  it('turns on the card for KawPow, which processors do not mine', async () => {
    expect(await configOf({ algorithm: 'kawpow' })).toMatchObject({ opencl: { enabled: true } });
    const settings = { cuda: true };
    expect(await configOf({ algorithm: 'kawpow', settings })).toMatchObject({
      opencl: { enabled: false },
      cuda: { enabled: true },
    });
  });

  it('writes IPv6 pools with brackets', async () => {
    const pools = [{ url: 'tcp://[::1]:3333', user: 'u', password: '' }];
    expect(await configOf({ pools })).toMatchObject({ pools: [{ url: '[::1]:3333' }] });
  });

  it('always has a pool that XMRig can use, or it would look for another configuration', async () => {
    await expect(configOf({ pools: [] })).rejects.toMatchObject({
      userMessage: 'The miner cannot be started like this: it has no pool.',
    });
    await expect(
      configOf({ pools: [{ url: 'wss://a.example/x', user: 'u', password: '' }] }),
    ).rejects.toMatchObject({ code: 'bad-pool-url' });
  });
});
