import type { Asked, AskedPool, Persona, ReadFile } from '../persona.ts';
import { atOnce, Refusal } from '../persona.ts';
import { optionsOf } from '../read-options.ts';
import { posted, scene } from '../scene.ts';

const algorithms = new Set(
  (
    'autolykos2 blake3 etchash ethash firopow kawpow mtp mtp-tcr multi octopus progpow progpow-veil ' +
    'progpow-veriblock progpowz tensority'
  ).split(' '),
);

const options = {
  values:
    '-a/--algo --coin --extra-dag-epoch -d/--devices -i/--intensity --low-load --kernel -o/--url -u/--user ' +
    '-p/--pass -w/--worker --proxy -r/--retries -R/--retry-pause -T/--timeout --time-limit ' +
    '--temperature-limit --temperature-start --api-bind-http --api-key -N/--hashrate-avr --sharerate-avr ' +
    '--gpu-report-interval --watchdog-exit-mode -c/--config -l/--log-path --cpu-priority ' +
    '--back-to-main-pool-sec --fork-at --pl --mt',
  switches:
    '--ab-indexing --api-https --api-read-only -q/--quiet --hide-date --send-stales --validate-shares ' +
    '--no-color --no-hashrate-report --no-new-block-info --no-nvml --no-strict-ssl --no-sni --no-watchdog ' +
    '-B/--benchmark -P/--protocol-dump --autoupdate --exit-on-cuda-error --exit-on-connection-lost',
} as const;

/** Keys of the file: the long options, and those that only its example has (config_example, 0.14). */
const keys = new Set([
  ...`${options.values} ${options.switches}`
    .split(/[\s/]+/)
    .filter((name) => name.startsWith('--'))
    .map((name) => name.slice(2)),
  'pools',
  'api-bind-telnet',
  'json-response',
  'pci-indexing',
  'gpu-init-mode',
]);

/** T-Rex 0.26.8: options of its README, its interface as 0.24.6 answered, lines of its public issues. */
export const tRex: Persona = {
  algorithms,
  parse(args, readFile) {
    const told = optionsOf(args, options);
    const config = readConfig(told.last('--config'), readFile);
    // What is told by arguments comes before the file.
    const one = (name: string): string | undefined => {
      const value = told.last(`--${name}`) ?? config[name];
      return typeof value === 'string' || value === undefined ? value : JSON.stringify(value);
    };
    const algorithm = one('algo') ?? '';
    if (!algorithms.has(algorithm)) throw new Refusal(`ERROR: Unknown algorithm: ${algorithm}`);
    const bind = one('api-bind-http') ?? '127.0.0.1:4067';
    const [, host = '', port = '0'] = /^(.+):(\d+)$/.exec(bind) ?? [];
    const coin = one('coin');
    return {
      algorithm: coin === undefined ? algorithm : `${algorithm} ${coin}`,
      pools: poolsOf(told, config),
      api: port === '0' ? null : { host, port: Number(port) },
      devices: one('devices') ?? null,
      threads: null,
      ignored: Object.keys(config).filter((key) => !keys.has(key)),
    };
  },
  open: ({ algorithm, pools: [pool], api }) => ({
    output: atOnce(
      '20261121 11:12:17 T-Rex NVIDIA GPU miner v0.26.8  -  [CUDA v11.10 | Linux]',
      '20261121 11:12:17 Authorized successfully.',
      `20261121 11:12:17 ApiServer: HTTP server started on ${api?.host}:${api?.port}`,
      '20261121 11:12:28 GPU #0: DAG generated [crc: 49759add, time: 9055 ms], memory left: 2.53 GB',
      '20261121 11:33:31 [ OK ] 160/161 - 67.92 MH/s, 110ms ... GPU #1',
      '20261121 11:33:52 GPU #0: Gigabyte GTX 1660 Ti    - 31.06 MH/s, [T:56C, P: 78W, F:65%, E:403kH/W], 152/153 R:0.6%',
      '20261121 11:33:52 GPU #1: NVIDIA RTX 3070 Ti - 36.86 MH/s, [T:65/90C, P:166W, F:60%, E:225kH/W], 8/8 R:0%',
      '20261121 11:33:52 Shares/min: 3.425 (Avr. 8.086)',
      `20261121 11:33:52 Uptime: 21 mins 35 secs | Algo: ${algorithm} | T-Rex v0.26.8`,
      '20261121 11:33:52 WD: 21 mins 35 secs, shares 160/161',
    ),
    api: {
      over: 'http',
      answer: ({ path, uptimeSeconds }) =>
        path === '/summary' ? { json: summary(algorithm, pool, uptimeSeconds) } : null,
    },
  }),
};

/** JSON with comments, as its example is. */
function readConfig(path: string | undefined, readFile: ReadFile): Record<string, unknown> {
  if (path === undefined) return {};
  const text = readFile(path).replaceAll(/^\s*\/\/.*$/gm, '');
  return JSON.parse(text) as Record<string, unknown>;
}

function poolsOf(
  told: ReturnType<typeof optionsOf>,
  config: Record<string, unknown>,
): Asked['pools'] {
  const urls = told.all('--url');
  const listed = urls.map((url, at) => ({
    url,
    user: told.all('--user')[at] ?? '',
    pass: told.all('--pass')[at] ?? '',
  }));
  const pools =
    listed.length > 0
      ? listed
      : ((config['pools'] ?? []) as { url?: string; user?: string; pass?: string }[]);
  if (pools.length === 0) throw new Refusal('ERROR: No pool URL was given');
  return pools.map(({ url = '', user = '', pass = '' }): AskedPool => {
    const [scheme] = url.split('://', 1);
    if (!/^stratum2?\+(?:tcp|ssl|http)$/.test(scheme ?? '')) {
      throw new Refusal(`ERROR: Can't parse pool URL: ${url}`);
    }
    return { url, user, password: pass, tls: scheme?.endsWith('+ssl') === true };
  });
}

const shares = (accepted: number, rejected: number, invalid: number): object => ({
  accepted_count: accepted,
  rejected_count: rejected,
  invalid_count: invalid,
});

const summary = (algorithm: string, pool: AskedPool | undefined, uptime: number): unknown =>
  scene(posted('t-rex-0.24.6'), {
    ...shares(160, 1, 2),
    active_pool: { ping: 35, url: pool?.url, user: pool?.user },
    algorithm,
    gpu_total: 2,
    gpus: [
      {
        fan_speed: 65,
        hashrate: 31_060_000,
        name: 'GTX 1660 Ti',
        power: 78,
        shares: shares(152, 1, 2),
        temperature: 56,
        vendor: 'Gigabyte',
      },
      {
        device_id: 1,
        gpu_id: 1,
        fan_speed: 60,
        hashrate: 36_860_000,
        memory_temperature: 90,
        name: 'RTX 3070 Ti',
        pci_bus: 11,
        power: 166,
        shares: shares(8, 0, 0),
        temperature: 65,
        vendor: 'NVIDIA',
      },
    ],
    hashrate: 67_920_000,
    os: 'linux',
    uptime: Math.floor(uptime),
  });
