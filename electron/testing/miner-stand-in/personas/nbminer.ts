import type { AskedPool, Persona } from '../persona.ts';
import { atOnce, Refusal } from '../persona.ts';
import { Options, readOptions } from '../read-options.ts';
import { posted, scene } from '../scene.ts';

const algorithms = new Set([
  'ethash',
  'etchash',
  'cuckoo_ae',
  'kawpow',
  'beamv3',
  'octopus',
  'ergo',
]);

const table = {
  values:
    '-c/--config --generate-config -a/--algo --api -o/--url -u/--user -o1/--url1 -u1/--user1 -o2/--url2 ' +
    '-u2/--user2 -p/--password -p1/--password1 -p2/--password2 -d/--devices -i/--intensity --proxy ' +
    '--cuckoo-intensity --tl/--temperature-limit --ts/--temperature-start --log-file --log-cycle --fee ' +
    '--platform --share-check --mt/--memory-tweak --pl/--power-limit --cclock --mclock --lock-cv --fan ' +
    '--lhr-mode',
  switches:
    '-h/--help -v/--version --strict-ssl --log --log-no-job --no-health --no-color --long-format --verbose ' +
    '--device-info --device-info-json --no-watchdog --no-interrupt --enable-igpu',
} as const;

/** Keys of its JSON: the names of the long options. */
const keys = new Set(
  `${table.values} ${table.switches}`
    .split(/\s+/)
    .map((names) => names.split('/').at(-1)?.slice(2) ?? ''),
);

/** NBMiner 42.3: options of its readme, its interface as that shows it. */
export const nbminer: Persona = {
  algorithms,
  parse(args, readFile) {
    const told = readOptions(args, table);
    const path = new Options(told).last('--config');
    const file = path === undefined ? {} : (JSON.parse(readFile(path)) as Record<string, unknown>);
    const fromFile = Object.entries(file).map(([key, value]) => ({
      name: `--${key}`,
      values: [String(value)],
    }));
    // "Use json format config file rather than cmd line options."
    const options = new Options(path === undefined ? told : fromFile);
    const algorithm = options.need('--algo', 'ERROR - algorithm is not set');
    if (!algorithms.has(algorithm)) throw new Refusal(`ERROR - unknown algorithm: ${algorithm}`);
    options.need('--url', 'ERROR - mining pool url is not set');
    const bind = options.last('--api');
    const [, host = '', port = '0'] = /^(.+):(\d+)$/.exec(bind ?? '') ?? [];
    return {
      algorithm,
      pools: ['', '1', '2'].flatMap((which) => poolOf(options, which)),
      api: bind === undefined ? null : { host, port: Number(port) },
      devices: options.last('--devices') ?? null,
      threads: null,
      ignored: Object.keys(file).filter((key) => !keys.has(key)),
    };
  },
  open: ({ algorithm, pools: [pool] }) => ({
    // The lines of NebuTech/NBMiner#838; rates as its early versions print them (#16).
    output: atOnce(
      '[11:12:17] INFO - ethash - Logging in to pool...',
      `[11:12:18] INFO - ${algorithm} - New job: ${pool?.url.replace(/^.*:\/\//, '')}, ID: 1f2e3d4c, DIFF: 4.295G`,
      `[11:12:30] INFO - ${algorithm} - #6 Share accepted, 53 ms. [DEVICE 0, #4]`,
      `[11:12:31] INFO - ${algorithm} - #7 Share accepted, 61 ms. [DEVICE 1, #3]`,
      '[11:12:40] INFO - <GPU0>: 61.50 MH/s  <GPU1>: 85.07 MH/s',
    ),
    api: {
      over: 'http',
      answer: ({ path }) => (path === '/api/v1/status' ? { json: status(algorithm, pool) } : null),
    },
  }),
};

/** The password may stand behind the user, `wallet.worker:passwd`. */
function poolOf(options: Options, which: string): AskedPool[] {
  const url = options.last(`--url${which}`);
  if (url === undefined || url === '') return [];
  if (!/^(?:stratum|ethproxy|ethnh|nicehash)\+(?:tcp|ssl):\/\//.test(url)) {
    throw new Refusal(`ERROR - invalid url: ${url}`);
  }
  const [user = '', behind = ''] = (options.last(`--user${which}`) ?? '').split(/:([\s\S]*)/, 2);
  const password = options.last(`--password${which}`) ?? behind;
  return [{ url, user, password, tls: /^[^:]*\+ssl:/.test(url) }];
}

const status = (algorithm: string, pool: AskedPool | undefined): unknown =>
  scene(posted('nbminer-40.0'), {
    miner: { devices: [{}, { invalid_shares: 1, rejected_shares: 2 }] },
    start_time: Math.floor(Date.now() / 1_000),
    stratum: {
      algorithm,
      invalid_shares: 1,
      rejected_shares: 2,
      url: pool?.url.replace(/^.*:\/\//, ''),
      use_ssl: pool?.tls,
      user: pool?.user,
    },
    version: '42.3',
  });
