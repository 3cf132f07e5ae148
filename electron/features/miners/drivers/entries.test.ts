import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { apiDialects } from '../../../protocols/miner-output/api-dialects.ts';
import { installedDriver, launchRequest } from '../../../testing/launch-request.ts';
import { shippedEntries, shippedEntry } from '../../../testing/shipped-catalogue.ts';
import { tempFolder } from '../../../testing/temp-folder.ts';
import type { PrepareRequest } from '../ports.ts';

interface Expected {
  readonly id: string;
  readonly request: Partial<PrepareRequest>;
  /** With spaces between; `CONFIG` stands for the path of the file. */
  readonly args: string;
  readonly api: string;
  /** What the file holds; absent: there is none. */
  readonly config?: unknown;
}

const [first] = launchRequest().pools;
const onePool = { pools: first ? [first] : [] };
const user = 'the-wallet-of-anna.rig1';
const http = 'http://127.0.0.1:5555';
const tcp = 'tcp://127.0.0.1:5555';
const urls = ['stratum+tcp://a.example:3333', 'stratum+ssl://b.example:4444'];

const expected: readonly Expected[] = [
  {
    id: 'xmrig',
    request: { algorithm: 'rx/0' },
    args: '-c CONFIG',
    api: http,
    // Written out in a test of its own.
    config: expect.any(Object),
  },
  {
    id: 'tt-miner',
    request: { algorithm: 'kawpow', coin: 'RVN', devices: [0, 2] },
    args:
      `-b 127.0.0.1:5555 -c RVN -P stratum+tcp://${user}:secret-1@a.example:3333 -P ` +
      `stratum+ssl://${user}:x@b.example:4444 -d 0 2 -rep-i 15`,
    api: tcp,
  },
  {
    id: 'tt-miner',
    request: { algorithm: 'spectrex', threads: 6, settings: { temperatureLimit: 80 }, ...onePool },
    args:
      `-b 127.0.0.1:5555 -a SpectreX -o a.example:3333 -u ${user} -p secret-1 -cpu ` +
      '6 -rep-i 15 -tstop 80',
    api: tcp,
  },
  {
    id: 'cpuminer-opt',
    request: { algorithm: 'scrypt', threads: 2 },
    args: '-c CONFIG',
    api: tcp,
    config: {
      algo: 'scrypt',
      url: 'stratum+tcp://a.example:3333',
      user,
      pass: 'secret-1',
      'api-bind': '127.0.0.1:5555',
      threads: 2,
      'retry-pause': 10,
      'hash-meter': true,
    },
  },
  {
    id: 'cpuminer-opt',
    request: { algorithm: 'yespowersugar', settings: { affinity: '0x3' } },
    args: '-c CONFIG',
    api: tcp,
    config: {
      algo: 'yespower',
      url: 'stratum+tcp://a.example:3333',
      user,
      pass: 'secret-1',
      'api-bind': '127.0.0.1:5555',
      'cpu-affinity': '0x3',
      'retry-pause': 10,
      'hash-meter': true,
      'param-n': 2048,
      'param-r': 32,
      'param-key': 'Satoshi Nakamoto 31/Oct/2008 Proof-of-work is essentially one-CPU-one-vote',
    },
  },
  {
    id: 'srbminer-multi',
    request: { algorithm: 'rx/0', threads: 8, settings: { hugePages: false, priority: 3 } },
    args:
      '--algorithm randomx --pool a.example:3333,b.example:4444 --wallet ' +
      `${user},${user} --password secret-1!x --tls false,true --keepalive true,true ` +
      '--api-enable --api-port 5555 --disable-gpu --cpu-threads 8 ' +
      '--cpu-threads-priority 3 --disable-huge-pages',
    api: http,
  },
  {
    id: 'lolminer',
    request: { algorithm: 'beamhash', devices: [1] },
    args:
      '--json CONFIG --profile RIG --apihost 127.0.0.1 --apiport 5555 --devices 1 ' +
      '--shortstats 15 --longstats 60 --watchdog exit',
    api: http,
    config: {
      DEFAULTS: { DEVICES: 'ALL' },
      RIG: {
        ALGO: 'BEAM-III',
        POOLS: [
          { POOL: 'a.example', PORT: '3333', USER: user, PASS: 'secret-1', TLS: 0 },
          { POOL: 'b.example', PORT: '4444', USER: user, PASS: 'x', TLS: 1 },
        ],
      },
    },
  },
  {
    id: 'lolminer',
    request: { algorithm: 'equihash/144_5', ...onePool },
    args:
      '--json CONFIG --profile RIG --apihost 127.0.0.1 --apiport 5555 --shortstats ' +
      '15 --longstats 60 --watchdog exit',
    api: http,
    config: {
      DEFAULTS: { DEVICES: 'ALL' },
      RIG: {
        COIN: 'AUTO144_5',
        POOLS: [{ POOL: 'a.example', PORT: '3333', USER: user, PASS: 'secret-1', TLS: 0 }],
      },
    },
  },
  {
    id: 't-rex',
    request: { algorithm: 'kawpow', devices: [0, 1], settings: { protocol: 'stratum2' } },
    args: '-c CONFIG',
    api: http,
    config: {
      pools: [
        { url: 'stratum2+tcp://a.example:3333', user, pass: 'secret-1' },
        { url: 'stratum2+ssl://b.example:4444', user, pass: 'x' },
      ],
      algo: 'kawpow',
      devices: '0,1',
      'api-bind-http': '127.0.0.1:5555',
      'api-read-only': true,
      'no-watchdog': true,
      autoupdate: false,
      'gpu-report-interval': 15,
    },
  },
  {
    id: 'gminer',
    request: { algorithm: 'equihash/144_5', devices: [0, 2] },
    args:
      `--algo equihash144_5 --server a.example --port 3333 --user ${user} --pass ` +
      `secret-1 --ssl 0 --server b.example --port 4444 --user ${user} --pass x ` +
      '--ssl 1 --pers auto --devices 0 2 --api 5555 --watchdog 0 --report_interval ' +
      '15',
    api: http,
  },
  {
    id: 'nbminer',
    request: { algorithm: 'autolykos2', settings: { protocol: 'ethproxy' } },
    args: '-c CONFIG --no-watchdog',
    api: http,
    config: {
      algo: 'ergo',
      api: '127.0.0.1:5555',
      url: 'ethproxy+tcp://a.example:3333',
      user: `${user}:secret-1`,
      url1: 'ethproxy+ssl://b.example:4444',
      user1: user,
    },
  },
  {
    id: 'teamredminer',
    request: { algorithm: 'kheavyhash', devices: [3], settings: { temperatureLimit: 75 } },
    args:
      `-a kas --api_listen=127.0.0.1:5555 -l 15 -d 3 --temp_limit=75 -o ${urls[0]} ` +
      `-u ${user} -p secret-1 -o ${urls[1]} -u ${user} -p x`,
    api: tcp,
  },
  {
    id: 'rigel',
    request: { algorithm: 'kawpow', coin: 'XNA', settings: { strictTls: false } },
    args:
      `-a kawpow --coin xna -o ${urls[0]} -u ${user} -p secret-1 --api-bind ` +
      '127.0.0.1:5555 --no-tui --no-watchdog --stats-interval 15 --no-strict-ssl',
    api: http,
  },
  {
    id: 'bzminer',
    request: { algorithm: 'verushash', threads: 4, devices: [0, 1] },
    args: '-c CONFIG --no_watchdog --nc 1 --pool_devices1 0 1',
    api: http,
    config: {
      pool_configs: [{ algorithm: 'verus', wallet: user, username: '', url: [urls[0]] }],
      password_override: ['secret-1'],
      pool: [0],
      cpu_threads: 4,
      lock_config: true,
      http_enabled: true,
      http_address: '127.0.0.1',
      http_port: 5555,
      http_password: '',
      disable_udp: true,
      update_frequency_ms: 15_000,
    },
  },
  {
    id: 'wildrig',
    request: { algorithm: 'firopow', devices: [0] },
    args:
      `-a firopow -o ${urls[0]} -u ${user} -p secret-1 -o ` +
      `stratum+tcps://b.example:4444 -u ${user} -p x -d 0 --multiple-instance ` +
      '--api-port 5555 --print-time 15',
    api: http,
  },
  {
    id: 'onezerominer',
    request: { algorithm: 'qhash', pools: launchRequest().pools.slice(1) },
    args:
      `-a qhash -o ssl://b.example:4444 -w ${user} -p x --api-host 127.0.0.1 ` +
      '--api-port 5555 --disable-telemetry',
    api: http,
  },
  {
    id: 'ccminer-verus',
    request: { algorithm: 'verushash', threads: 4, settings: { priority: 0 }, ...onePool },
    args: '-c CONFIG',
    api: tcp,
    config: {
      algo: 'verus',
      url: 'stratum+tcp://a.example:3333',
      user,
      pass: 'secret-1',
      'api-bind': '127.0.0.1:5555',
      threads: 4,
      'cpu-priority': 0,
      'retry-pause': 10,
    },
  },
  {
    id: 'nheqminer',
    request: { algorithm: 'verushash', threads: 4, ...onePool },
    args: `-v -l a.example:3333 -u ${user} -p secret-1 -t 4 -a 5555`,
    api: tcp,
  },
];

describe('what a miner of the catalogue is started with', () => {
  it.each(expected)('$id for $request.algorithm', async ({ id, request, args, api, config }) => {
    using folder = tempFolder();
    const driver = installedDriver(shippedEntry(id));
    const prepared = await driver.prepare(launchRequest({ folder: folder.path, ...request }));
    const file = join(folder.path, 'config.json');
    expect(prepared.args.map((arg) => (arg === file ? 'CONFIG' : arg))).toEqual(args.split(' '));
    expect(prepared.api?.url).toBe(api);
    expect(prepared).toMatchObject({ file: `/miners/${id}/1.0/program`, cwd: folder.path });
    const written = existsSync(file)
      ? (JSON.parse(readFileSync(file, 'utf8')) as unknown)
      : undefined;
    expect(written).toEqual(config);
  });

  it('is known of every miner', () => {
    const ids = shippedEntries().flatMap(({ id, launch }) => (launch ? [id as string] : []));
    expect(new Set(expected.map(({ id }) => id))).toEqual(new Set(ids));
    expect(ids).toHaveLength(15);
  });
});

describe.each(shippedEntries().filter(({ launch }) => launch))('$id', (entry) => {
  const start = async (folder: string, algorithm: string) =>
    installedDriver(entry).prepare(
      launchRequest({ folder, algorithm, ...(entry.launch?.tls === false && onePool) }),
    );

  it('starts for each of its algorithms, with secrets only where it says so', async () => {
    for (const algorithm of Object.keys(entry.algorithms)) {
      using folder = tempFolder();
      const { args, env, files, secrets } = await start(folder.path, algorithm);
      expect(secrets).toEqual(expect.arrayContaining(['the-wallet-of-anna', user, 'secret-1']));
      const seen = JSON.stringify([args, env]);
      const shows = secrets.some((secret) => seen.includes(secret));
      expect(shows).toBe(entry.launch?.secretsInArguments);
      for (const secret of secrets) expect(JSON.stringify(files)).not.toContain(secret);
      expect(args.join(' ')).not.toMatch(/0\.0\.0\.0|undefined|null|[{}]/);
    }
  });

  it.skipIf(process.platform === 'win32')('lets nobody else read its files', async () => {
    using folder = tempFolder();
    const { files } = await start(folder.path, Object.keys(entry.algorithms)[0] ?? '');
    const modes = readdirSync(folder.path).map((name) => statSync(join(folder.path, name)).mode);
    expect(modes.map((mode) => mode & 0o777)).toEqual(files.map(() => 0o600));
  });

  it('is asked for its figures the way its entry says', () => {
    const queries = entry.api ? apiDialects[entry.api.kind].queries : [];
    const transports = new Set(queries.map(({ over }) => over));
    transports.delete(entry.api?.transport ?? 'http');
    expect([...transports]).toEqual([]);
  });
});
