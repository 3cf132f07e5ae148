import { z } from 'zod';
import type { AskedPool, Persona } from '../persona.ts';
import { atOnce, Refusal } from '../persona.ts';
import { optionsOf } from '../read-options.ts';
import { posted, scene } from '../scene.ts';

const algorithms = new Set(
  (
    'ALEPH AUTOLYKOS2 BEAM-I BEAM-II BEAM-III C29AE C29D C29M C30CTX C31 C32 CR29 CR29-32 CR29-40 EQUI144_5 ' +
    'EQUI192_7 EQUI210_9 ETCHASH ETHASH ETHASHB3 FISHHASH FLUX GRAM KARLSEN KARLSENV2 KASPA NEXA OCTOPUS ' +
    'PYRIN PYRINV2 RADIANT SHA3X UBQHASH'
  ).split(' '),
);

const options = {
  values:
    '--config --json --profile -a/--algo -p/--pool -u/--user --pass --tls --dns-over-https --devices --pers ' +
    '--keepfree --benchmark --socks5 -c/--coin --max-latency --apiport --apihost --longstats --shortstats ' +
    '--statsformat --digits --logfile --ethstratum --worker --mode --watchdog --watchdogscript --tstart ' +
    '--tstop --tmode --cclk --coff --mclk --moff --pl --fan',
  switches: '-v/--version -h/--help --list-coins --list-algos --list-devices --no-oc-reset',
  attached: '--nocolor --basecolor --devicesbypcie --timeprint --compactaccept --log',
} as const;

/** `user_config.json` as lolMiner 1.0 came with; its keys are the long options in capitals. */
const Profile = z.object({
  ALGO: z.string().optional(),
  COIN: z.string().optional(),
  DEVICES: z.union([z.string(), z.array(z.number())]).optional(),
  APIPORT: z.number().optional(),
  APIHOST: z.string().optional(),
  POOLS: z
    .array(
      z.object({
        POOL: z.string(),
        PORT: z.string(),
        USER: z.string(),
        PASS: z.string().default(''),
        TLS: z.union([z.literal(0), z.literal(1)]).default(0),
      }),
    )
    .default([]),
});

/** lolMiner 1.98a: options of its README, its configuration, its interface as 1.92 answered. */
export const lolminer: Persona = {
  algorithms,
  parse(args, readFile) {
    const told = optionsOf(args, options);
    const path = told.last('--json');
    const name = told.last('--profile') ?? '';
    const text = path === undefined ? '{}' : readFile(path);
    const file = JSON.parse(text) as Record<string, Record<string, unknown>>;
    if (path !== undefined && file[name] === undefined) {
      throw new Refusal(`Profile ${name} not found in ${path}`);
    }
    const keys = { ...file['DEFAULTS'], ...file[name] };
    const profile = Profile.parse(keys);
    const algorithm = told.last('--algo') ?? profile.ALGO;
    const coin = told.last('--coin') ?? profile.COIN;
    if (algorithm === undefined && coin === undefined) throw new Refusal('No algorithm was set');
    if (algorithm !== undefined && !algorithms.has(algorithm)) {
      throw new Refusal(`Algorithm ${algorithm} is not supported`);
    }
    const pools = [...argumentPools(told), ...profile.POOLS.map(filePool)];
    if (pools.length === 0) throw new Refusal('No pool was set');
    const port = Number(told.last('--apiport') ?? profile.APIPORT ?? 0);
    const host = told.last('--apihost') ?? profile.APIHOST ?? '0.0.0.0';
    const devices = told.last('--devices') ?? profile.DEVICES ?? 'ALL';
    return {
      algorithm: algorithm ?? coin ?? '',
      pools,
      api: port === 0 ? null : { host, port },
      devices: devices === 'ALL' || devices === 'AUTO' ? null : String(devices),
      threads: null,
      ignored: Object.keys(keys).filter((key) => !Object.hasOwn(Profile.shape, key)),
    };
  },
  open: ({ algorithm, pools: [pool] }) => ({
    // The lines of RainbowMiner#2738; it printed a table with these columns for one card.
    output: atOnce(
      `Connected to ${pool?.url}  (TLS disabled)`,
      `Authorized worker: ${pool?.user}`,
      'New job received: 1097253 Height: 11278611 Difficulty: 4.457024936201749',
      'GPU 1: Found a share of difficulty 5.0',
      'Average speed (5s): 9.84 g/s',
      'GPU 0 RTX 3060 Ti  5.58    11/1  161.0    1.06  0.030  184.7  1950  7900    57    72   72',
      'GPU 1 RTX 3060     4.26     9/0  121.0    1.06  0.035  121.5  1800  7300    61    75   80',
      '--------------------------- ',
      'Total              9.84    20/1  282.0    1.06  0.032  306.2',
    ),
    api: {
      over: 'http',
      answer: ({ path, uptimeSeconds }) =>
        path === '/' || path === '/summary'
          ? { json: summary(algorithm, pool, uptimeSeconds) }
          : null,
    },
  }),
};

function argumentPools(told: ReturnType<typeof optionsOf>): AskedPool[] {
  return told.all('--pool').map((url, at) => ({
    url,
    user: told.all('--user')[at] ?? '',
    password: told.all('--pass')[at] ?? '',
    tls: told.all('--tls')[at] === 'on',
  }));
}

const filePool = (pool: z.infer<typeof Profile>['POOLS'][number]): AskedPool => ({
  url: `${pool.POOL}:${pool.PORT}`,
  user: pool.USER,
  password: pool.PASS,
  tls: pool.TLS === 1,
});

const summary = (algorithm: string, pool: AskedPool | undefined, uptime: number): unknown =>
  scene(posted('lolminer-1.92'), {
    Session: { Uptime: Math.floor(uptime) },
    Num_Workers: 2,
    Workers: [
      { Name: 'RTX 3060 Ti', Power: 184.7, Core_Temp: 57, Fan_Speed: 72, PCIE_Address: '1:0' },
      {
        Index: 1,
        Name: 'RTX 3060',
        Power: 121.5,
        Core_Temp: 61,
        Mem_Temp: 82,
        Fan_Speed: 80,
        PCIE_Address: '11:0',
      },
    ],
    Algorithms: [
      {
        Algorithm: algorithm,
        Pool: pool?.url,
        User: pool?.user,
        Performance_Unit: 'g/s',
        Performance_Factor: 1,
        Total_Performance: 9.84,
        Total_Accepted: 20,
        Total_Rejected: 1,
        Total_Errors: 2,
        Worker_Performance: [5.58, 4.26],
        Worker_Accepted: [11, 9],
        Worker_Rejected: [1, 0],
        Worker_Stales: [0, 0],
        Worker_Errors: [2, 0],
      },
    ],
  });
