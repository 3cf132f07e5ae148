import type { AskedPool, Persona } from '../persona.ts';
import { atOnce, Refusal } from '../persona.ts';
import { optionsOf } from '../read-options.ts';
import { posted, scene } from '../scene.ts';

const algorithms = new Set(['dynex', 'xelishashv3', 'cryptix_ox8', 'qhash', 'zilliqa']);

/** OneZeroMiner 1.7.4: options of its README, its interface as 1.7.8 answered, lines of 1.2. */
export const onezerominer: Persona = {
  algorithms,
  parse(args) {
    const options = optionsOf(args, {
      values:
        '-a/--algo --a2 -o/--pool --o2 -w/--wallet --w2 -p/--pass --p2 --worker --worker2 --api-host ' +
        '--api-port -d/--devices --d2 --max-memory --mallob-endpoint --log-file --cclk --coff --mclk --moff ' +
        '--fan --pl --max-no-acc --nt --nr --hashrate-avg --proxy --kernel --dual-intensity',
      switches:
        '--api-disable --no-cert-validation --zil-test --xelis-solo --disable-amd --disable-nvidia ' +
        '--disable-telemetry --dns-over-https -h/--help -V/--version',
    });
    const algorithm = options.need('--algo', 'error: algorithm is required');
    if (!algorithms.has(algorithm)) throw new Refusal(`error: invalid value '${algorithm}'`, 2);
    const url = options.need('--pool', 'error: pool is required');
    const host = options.last('--api-host') ?? '127.0.0.1';
    const port = Number(options.last('--api-port') ?? 3_001);
    return {
      algorithm,
      pools: [
        {
          url,
          user: options.last('--wallet') ?? '',
          password: options.last('--pass') ?? 'X',
          tls: /^(?:stratum\+)?ssl:\/\//.test(url),
        },
      ],
      api: options.has('--api-disable') ? null : { host, port },
      devices: options.last('--devices') ?? null,
      threads: null,
      // It reports to its maker unless it is told not to.
      ignored: options.has('--disable-telemetry') ? [] : ['telemetry is on'],
    };
  },
  open: ({ algorithm, pools: [pool] }) => ({
    output: atOnce(
      ` 2026-11-21 23:12:20  Connecting to: ${pool?.url}`,
      ' 2026-11-21 23:12:20  Authorized successfully',
      ' 2026-11-21 23:12:20  New Job id: 664217443, diff: 20000',
      ` 2026-11-21 23:12:20  Connected to: ${pool?.url}`,
      ' 2026-11-21 23:12:25  GPU 0 Share accepted (135 ms)',
      ' 2026-11-21 23:12:25  GPU -1 Share accepted (0 ms)',
      ' 2026-11-21 23:12:50  Uptime: 0 days 00:01:01 ',
      ' 2026-11-21 23:12:50  #   Name    Hashrate    Shares   Eff         Temp   Fan   Power     CClk       MClk',
      ' 2026-11-21 23:12:50  =========================================================================================',
      ' 2026-11-21 23:12:50   0   3070    4.08 KH/s   3/0      24.83 H/W   55°C   60%   164.2 W   1935 MHz   6800 MHz',
      ' 2026-11-21 23:12:50   1   3060    3.02 KH/s   2/1      25.10 H/W   49°C   45%   120.3 W   1800 MHz   6800 MHz',
      ' 2026-11-21 23:12:50       Total   7.10 KH/s   6/1      24.95 H/W                284.5 W',
      ' 2026-11-21 23:12:55  GPU 1 Share accepted (166 ms)',
    ),
    api: {
      over: 'http',
      answer: ({ path, uptimeSeconds }) =>
        path === '/' ? { json: stats(algorithm, pool, uptimeSeconds) } : null,
    },
  }),
};

const stats = (name: string, pool: AskedPool | undefined, uptime: number): unknown =>
  scene(posted('onezerominer-1.7.8'), {
    uptime_seconds: Math.floor(uptime),
    devices: [{ temp: 55, fan: 60, power: 164.2 }, { bus_id: 1 }],
    algos: [
      {
        name,
        pool: pool?.url,
        total_hashrate: 7_100,
        hashrates: [4_080, 3_020],
        total_accepted_shares: 5,
        devices_accepted_shares: [3, 2],
        devices_rejected_shares: [0, 1],
      },
    ],
  });
