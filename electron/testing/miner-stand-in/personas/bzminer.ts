import { z } from 'zod';
import type { AskedPool, Persona } from '../persona.ts';
import { atOnce, Refusal } from '../persona.ts';
import { optionsOf } from '../read-options.ts';
import { posted, scene } from '../scene.ts';

/** Of the README's examples and of those who start it. */
const algorithms = new Set(
  (
    'aidepin alph blocx canxium clore decred dint dynex ergo etchash ethash ethw gamepass ironfish ixi ' +
    'karlsen kaspa kawpow larissa meowcoin neox nexa nexellia novo octa olhash radiant rethereum rvn verus ' +
    'warthog woodcoin xelis xna zil'
  ).split(' '),
);

const numbers = Array.from({ length: 9 }, (_, at) => at + 1);
const each = (name: string): string => numbers.map((number) => `--${name}${number}`).join(' ');

const PoolConfig = z.object({
  algorithm: z.string(),
  wallet: z.string(),
  url: z.array(z.string()),
  username: z.string().default(''),
  lhr_only: z.boolean().optional(),
});

/** What matters of config.txt, as its README documents it. */
const Config = z.object({
  pool_configs: z.array(PoolConfig).default([]),
  // A list with one for each algorithm.
  password_override: z.array(z.string()).default([]),
  pool: z.array(z.number()).optional(),
  cpu_threads: z.number().optional(),
  http_enabled: z.boolean().default(true),
  http_address: z.string().default('0.0.0.0'),
  http_port: z.number().default(4014),
  http_password: z.string().default(''),
  lock_config: z.boolean().optional(),
  disable_udp: z.boolean().optional(),
  update_frequency_ms: z.number().optional(),
  no_color: z.boolean().optional(),
});

/**
 * BzMiner 24.0.2: options and configuration of its README, its interface as 9.0.0 answered, tables as
 * 19.2.3 and 21.1.5 printed them with other figures.
 */
export const bzminer: Persona = {
  algorithms,
  parse(args, readFile) {
    const told = optionsOf(args, {
      values: `-a/--a1 -r/--r1 --pool_password/--pool_password1 -v -o -c --temp_stop --temp_start --igpu --nvidia --amd --intel --cpu --log_solutions --log_date --nc --update_frequency_ms --avg_hr_ms --cpu_threads_priority --http_enabled --http_address --http_port --http_password --force_opencl --no_color --hung_gpu_ms ${each('a')} ${each('r')} ${each('pool_password')}`,
      lists: `-p/--p1 -w/--w1 -i/--i1 --disable --enable --cpu_threads --cpu_affinity --throttle ${each('p')} ${each('w')} ${each('i')} ${each('pool_devices')}`,
      switches: '-h/--help --version --devices --no_watchdog --disable_opencl --disable_index_html',
    });
    const path = told.last('-c');
    const file = path === undefined ? {} : (JSON.parse(readFile(path)) as object);
    const config = Config.parse(file);
    const [firstFile] = (file as { pool_configs?: object[] }).pool_configs ?? [];
    const [first] = (config.pool ?? [0]).map((index) => config.pool_configs[index]);
    const algorithm = told.last('--a1') ?? first?.algorithm ?? '';
    if (!algorithms.has(algorithm)) throw new Refusal(`<Error> Unknown algorithm: ${algorithm}`);
    const urls = told.all('--p1').length > 0 ? told.all('--p1') : (first?.url ?? []);
    if (urls.length === 0) throw new Refusal('<Error> No pools specified');
    const port = Number(told.last('--http_port') ?? config.http_port);
    const host = told.last('--http_address') ?? config.http_address;
    const isOpen = told.last('--http_enabled') ?? (config.http_enabled ? '1' : '0');
    const devices = told.all('--pool_devices1');
    return {
      algorithm,
      pools: urls.map((url): AskedPool => {
        const scheme =
          /^(?:node|solo|stratum|ethproxy|ethstratum2?|alphstratum|https?)\+(?:tcp|ssl):\/\//;
        if (!scheme.test(url)) throw new Refusal(`<Error> Invalid pool url: ${url}`);
        return {
          url,
          user: told.last('--w1') ?? first?.wallet ?? '',
          password: told.last('--pool_password1') ?? config.password_override[0] ?? '',
          tls: url.includes('+ssl://'),
        };
      }),
      api: isOpen === '1' ? { host, port } : null,
      devices: devices.length === 0 ? null : devices.join(' '),
      threads: config.cpu_threads ?? null,
      ignored: [...unknown(file, Config), ...(firstFile ? unknown(firstFile, PoolConfig) : [])],
    };
  },
  open: ({ algorithm, pools }) => ({
    output: atOnce(
      '*************************',
      '**                     **',
      '**   BzMiner v24.0.2   **',
      '**                     **',
      '*************************',
      ' Loading settings from config.json',
      ' ---------------------------------------------- devices ----------------------------------------------',
      ' | #    | name                        | free   | total  | core    | mem     | fan | pwr    | temp    |',
      ' | 11:0 | NVIDIA GeForce RTX 3060     | 7.84gb | 8.00gb | 1830mhz | 810mhz  | 62% | 98.0w  | 55C/80C |',
      ' | 171:0| NVIDIA GeForce RTX 3070     | 7.84gb | 8.00gb | 1830mhz | 810mhz  | 50% | 101.5w | 60C     |',
      ' |      |                             |        |        |         |         |     | 199.5w |         |',
      ' 01-18 05:55:48:0414 ------------------------------------------------------------------------- v24.0.2',
      ` [${algorithm}] Connecting to ${pools[0]?.url} as ${pools[0]?.user} with wallet:`,
      ` [${algorithm}] New difficulty: 8.66gh`,
      ` [${algorithm}] Connected to ${pools[0]?.url} using stratum as ${pools[0]?.user}`,
      ` [${algorithm}] dev fee: 1.0%`,
      ` ------------------------ ${algorithm} - ${pools[0]?.url} - rig -------------------------`,
      ' | #    | a/r/i | cfg | tbs | eff       | pool hr | miner hr | status                         | ',
      ' | 11:0 | 2/-/- | i25 | --  | 224.49khw | --      | 22.00mh  | Mining                         |',
      ' | 171:0| 3/2/1 | i25 | --  | 298.03khw | --      | 30.25mh  | Mining                         |',
      ' |      |       |     |     |           |         |          |                                |',
      ' | smry | 5/2/1 |     | --  | 261.90khw | --      | 52.25mh  | diff:       8.66gh             |',
      ' |      |       |     |     |           |         |          | latency:    --                 |',
      ' 01-18 05:56:48:0414 ------------------- uptime: 0d 0h 1m 43s ----------------------------- v24.0.2',
    ),
    api: {
      over: 'http',
      answer: ({ path, uptimeSeconds }) =>
        path === '/status' ? { json: status(algorithm, pools, uptimeSeconds) } : null,
    },
  }),
};

const unknown = (file: object, { shape }: z.ZodObject): string[] =>
  Object.keys(file).filter((key) => !Object.hasOwn(shape, key));

function status(algorithm: string, pools: readonly AskedPool[], uptime: number): unknown {
  const card = { vendor: 1, status: [3, 0] };
  return scene(posted('bzminer'), {
    bzminer_version: 'v24.0.2',
    uptime_s: Math.floor(uptime),
    pools: [
      {
        algorithm,
        wallet: pools[0]?.user,
        url: pools.map(({ url }) => url),
        hashrate: 52_250_000,
      },
      // A second one is always there.
      { id: 1 },
    ],
    devices: [
      { vendor: 4, name: 'AMD Ryzen 9 3950X', hashrate: [0, 0], valid_solutions: [0, 0] },
      {
        ...card,
        name: 'NVIDIA GeForce RTX 3070',
        hashrate: [30_250_000, 0],
        valid_solutions: [3, 0],
        invalid_solutions: [1, 0],
        rejected_solutions: [2, 0],
      },
      {
        ...card,
        name: 'NVIDIA GeForce RTX 3060',
        pci_bus_id: 11,
        hashrate: [22_000_000, 0],
        valid_solutions: [2, 0],
        invalid_solutions: [0, 0],
        rejected_solutions: [0, 0],
        core_temp: 55,
        mem_temp: 80,
        fan: 62,
        power: 98,
      },
    ],
  });
}
